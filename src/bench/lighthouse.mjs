// Lighthouse on sign-in, list and message of a running Restante (`./mvnw spring-boot:test-run`):
//   npm install && npm run lighthouse -- http://localhost:8080 ines@posthaste.example letter-box-1
// Prints a table and ends with 1 where a score is below 95. CHROME names the browser.
import lighthouse, { desktopConfig } from 'lighthouse';
import puppeteer from 'puppeteer-core';

const LEAST = 95;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const [url, address, password] = process.argv.slice(2);

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
});
let missed = false;

const measure = async (name, page, path, config) => {
  const flags = { onlyCategories: CATEGORIES, disableStorageReset: true, logLevel: 'error' };
  const { lhr } = await lighthouse(url + path, flags, config, page);
  const scores = CATEGORIES.map((category) => Math.round(lhr.categories[category].score * 100));
  missed ||= scores.some((score) => score < LEAST);
  const audits = ['largest-contentful-paint', 'cumulative-layout-shift', 'total-blocking-time']
    .map((audit) => lhr.audits[audit].displayValue);
  console.log(`| ${name} | ${[...scores, ...audits].join(' | ')} |`);
  for (const audit of Object.values(lhr.audits)) {
    if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode === 'binary') {
      console.log(`    ${audit.id}: ${audit.title}`);
    }
  }
};

console.log(`| page | ${CATEGORIES.join(' | ')} | LCP | CLS | TBT |\n|---|---|---|---|---|---|---|`);
for (const [form, config] of [['phone', undefined], ['desktop', desktopConfig]]) {
  const page = await browser.newPage();
  await measure(`sign-in, ${form}`, page, '/sign-in', config);
  await page.goto(url + '/sign-in');
  await page.type('#username', address);
  await page.type('#password', password);
  await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
  const message = await page.$eval('.msg-link', (link) => link.getAttribute('href'));
  await measure(`list, ${form}`, page, '/mail/INBOX', config);
  await measure(`message, ${form}`, page, message, config);
  await browser.deleteCookie(...await browser.cookies());
  await page.close();
}
await browser.close();
process.exitCode = missed ? 1 : 0;
