// The mark: an island at sunrise.

export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <circle cx="16" cy="16" r="16" fill="#AEEBD9" />
      <path d="M.13 18a16 16 0 0 0 31.74 0Z" fill="#2488B4" />
      <circle cx="21" cy="10" r="4" fill="#FFC567" />
      <path d="M6 20c2-5 7-7 10-7s8 2 10 7Z" fill="#FBEAC4" />
      <path d="M9 18c1-4 4-8 7-8s6 4 7 8Z" fill="#6CBF84" />
      <path d="M4 20h24c-2 3-7 4-12 4S6 23 4 20Z" fill="#43BAC6" />
    </svg>
  );
}
