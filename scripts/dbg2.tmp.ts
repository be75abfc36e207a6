import { launchBrowser } from './testing/chromium.ts';
const b = await launchBrowser(); const c = await b.newContext(); const p = await c.newPage();
c.on('response', r => { if (r.status() >= 400) console.log('BAD', r.status(), r.url()); });
c.on('requestfailed', r => console.log('FAILED', r.url(), r.failure()?.errorText));
await p.goto('http://localhost:4777/');
for (let i = 0; i < 8; i++) { await new Promise(r => setTimeout(r, 1500)); console.log(await p.evaluate(async () => { const r = await navigator.serviceWorker.getRegistration(); return JSON.stringify({ i: r?.installing?.state, w: r?.waiting?.state, a: r?.active?.state, c: !!navigator.serviceWorker.controller }); })); }
await b.close();
