/** A small island with one seedling: where every life begins here. */
export function Seedling() {
  return (
    <svg className="picture" viewBox="0 0 280 150" aria-hidden="true">
      <ellipse cx="140" cy="122" rx="138" ry="27" fill="var(--sea-wash)" />
      <ellipse cx="140" cy="116" rx="100" ry="20" fill="#5AC2B5" opacity=".45" />
      <path d="M60 112c14-14 40-22 80-22s66 8 80 22c-12 12-42 18-80 18s-68-6-80-18Z" fill="#FBEAC4" />
      <path d="M80 104c10-20 32-32 60-32s50 12 60 32c-12 11-34 16-60 16s-48-5-60-16Z" fill="#B4633A" />
      <path d="M80 100c10-20 32-30 60-30s50 10 60 30c-12 10-34 15-60 15s-48-5-60-15Z" fill="#6CBF84" />
      <path d="M140 86V46" stroke="#3E7F54" strokeWidth="5" strokeLinecap="round" />
      <path d="M140 56c-4-16-16-22-32-22 2 15 14 24 32 22Z" fill="#9BE052" />
      <path d="M140 50c2-16 12-24 28-24 0 15-10 26-28 24Z" fill="#7CC95C" />
      <circle cx="232" cy="22" r="17" fill="#FFC567" />
      <g fill="#8D7B6F">
        <ellipse cx="110" cy="94" rx="7" ry="4" />
        <ellipse cx="126" cy="100" rx="5" ry="3" />
        <ellipse cx="156" cy="99" rx="6" ry="4" />
        <ellipse cx="172" cy="93" rx="5" ry="3" />
      </g>
    </svg>
  );
}
