import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { watchOrigins } from '../../scripts/testing/chromium.ts';
import { test } from '../../scripts/testing/page.ts';

const server = createServer((_request, response) =>
  response.setHeader('content-type', 'text/html').end('<canvas id=c>'),
);
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => {
  server.close();
});

describe('the browser of the tests', () => {
  test('draws WebGL', async ({ page }) => {
    await page.goto(url);
    const version = await page.evaluate(
      "document.getElementById('c').getContext('webgl2').getParameter(0x1f02)",
    );
    expect(version).toContain('WebGL 2.0');
  });

  test('sees every attempt to reach another machine, and none succeeds', async ({ browser }) => {
    const context = await browser.newContext();
    const strangers = watchOrigins(context);
    const page = await context.newPage();
    await page.goto(url);
    const attempts = `Promise.allSettled([fetch('http://example.org/a'), fetch('/own'),
      new Promise((_, no) => { new WebSocket('ws://example.net/s').onerror = no; }),
      new Promise((_, no) => { new Worker(URL.createObjectURL(new Blob(["fetch('http://example.com/w').catch(() => postMessage(1))"]))).onmessage = no; })])`;
    const outcomes = await page.evaluate<{ status: string }[]>(attempts);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'rejected']);
    expect(strangers().sort()).toEqual([
      'http://example.com/w',
      'http://example.org/a',
      'ws://example.net/s',
    ]);
    await context.close();
  });
});
