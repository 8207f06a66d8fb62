// Drives the page of the real program in a browser, as a reporter would: search, narrow down, a claim, its article, a citation, a check, a correction,
// an export, an upload. On every page: no request to anywhere else, nothing that the policy forbids, no serious finding of axe.
//
//   node browser.mjs WHOSAID CHROMIUM CORPUS [FOLDER FOR PICTURES]
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const [whosaid, executablePath, corpus, pictures] = process.argv.slice(2);
const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const place = fs.mkdtempSync(path.join(os.tmpdir(), "whosaid-browser-"));
const index = path.join(place, "index");
// One statement in two outlets, in other words.
const told = path.join(place, "told");
fs.mkdirSync(told);
for (const [name, day, outlet, text] of [
  ["a.md", "02", "The Courier", "“We will close the eastern lock until the sluice has been repaired,” said Marguerite Oldenzaal, the harbour master."],
  ["b.md", "03", "Coast Daily", "Marguerite Oldenzaal, the harbour master, said that the port may close the eastern lock until the sluice has been repaired."],
]) {
  fs.writeFileSync(path.join(told, name), `---\ntitle: The lock\ndate: 2023-03-${day}\nsource: ${outlet}\n---\n\n${text}\n`);
}
assert.equal(spawnSync(whosaid, ["index", "-q", "--index", index, corpus, told], { stdio: "inherit" }).status, 0);

const server = spawn(whosaid, ["serve", "--index", index, "--port", "0", "--no-open"], { stdio: ["ignore", "pipe", "ignore"] });
const home = await new Promise((told) => server.stdout.once("data", (line) => told(String(line).trim().replace(/\/$/, ""))));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

const wrong = [];
const open = async (options = {}) => {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && !/status of 4\d\d/.test(message.text()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => request.url().startsWith(home) || request.url().startsWith("data:") || wrong.push(`asked ${request.url()}`));
  return page;
};
const accessible = async (page, what) => {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run());
  for (const finding of found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact))) {
    wrong.push(`${what}: ${finding.id} (${finding.impact}): ${finding.nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
  }
};

const journey = async () => {
  const page = await open({ viewport: { width: 1280, height: 900 } });
  await page.goto(home);
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("breakwater OR herring");
  await page.waitForURL(/q=breakwater/);
  await page.waitForFunction(() => document.querySelectorAll(".hit mark").length > 0);
  await page.keyboard.press("Escape");
  const all = await page.locator(".hit").count();
  await page.locator(".group a", { hasText: "Reported" }).first().click();
  await page.waitForURL(/kind=indirect/);
  assert.ok((await page.locator(".hit").count()) < all, "a filter leaves less");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/claim\//);
  assert.ok(await page.getByRole("heading", { name: "Cite this" }).isVisible());
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy" }).first().click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\[reported\]/);
  await page.getByLabel("wrong speaker").check();
  await page.getByLabel("Who said it, if you know").fill("Somebody Else");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".history", { hasText: "Somebody Else" }).waitFor();
  await page.locator(".card .about a").click();
  await page.waitForURL(/\/article\//);
  await page.locator(".said:target").waitFor();
  await page.locator(".beside .gist a").first().click();
  await page.goto(`${home}/check`);
  await page.getByLabel("Quotation or draft").fill("She wrote “the closure was never a punishment” and “the moon is made of old rope”.");
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".verdict.bad", { hasText: "Found nowhere" }).waitFor();
  assert.equal(await page.locator(".verdict").count(), 2);
  await page.goto(`${home}/?q=herring`);
  const download = page.waitForEvent("download");
  await page.locator(".export a", { hasText: "csv" }).click();
  assert.match(fs.readFileSync(await (await download).path(), "utf8"), /^id,speaker,/);
  await page.goto(`${home}/add`);
  const added = path.join(place, "new.txt");
  fs.writeFileSync(added, "The ferry\n\n“The zeppelin leaves at noon and waits for nobody at all,” said Ann Lee.\n");
  await page.setInputFiles("#files", added);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("heading", { name: "Done" }).waitFor({ timeout: 60_000 });
  await page.goto(`${home}/?q=zeppelin`);
  assert.equal(await page.locator(".hit").count(), 1);
  await page.keyboard.press("?");
  assert.ok(await page.locator("dialog[open]").isVisible());
  await page.context().close();
};

// The same without scripts: forms and links alone.
const plain = async () => {
  const page = await open({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  await page.goto(home);
  await page.locator("#q").fill("sluice");
  await page.getByRole("button", { name: "Search" }).click();
  await page.waitForURL(/q=sluice/);
  assert.equal(await page.locator(".hit").count(), 2);
  await page.locator(".group a", { hasText: "The Courier" }).first().click();
  await page.waitForURL(/source=/);
  assert.equal(await page.locator(".hit").count(), 1);
  await page.locator(".hit a.open").first().click();
  await page.waitForURL(/\/claim\//);
  await page.locator(".elsewhere", { hasText: "Also in 1 outlet" }).waitFor();
  assert.ok((await page.locator("pre#cite-text").textContent()).includes("The Courier"));
  const card = page.url();
  await page.locator(".elsewhere .button").click();
  await page.waitForURL(/\/cluster\//);
  assert.equal(await page.locator(".variants > li").count(), 2);
  await page.goto(card);
  await page.getByLabel("right", { exact: true }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".history", { hasText: "right" }).waitFor();
  await page.locator(".card .about a").click();
  await page.waitForURL(/\/article\//);
  await page.goto(`${home}/check`);
  await page.getByLabel("Quotation or draft").fill("“We will close the eastern lock until the sluice has been repaired”");
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".verdict.good").waitFor();
  await page.goto(`${home}/?q=sluice`);
  const download = page.waitForEvent("download");
  await page.locator(".export a", { hasText: "csv" }).click();
  await download;
  await page.goto(`${home}/add`);
  const added = path.join(place, "plain.txt");
  fs.writeFileSync(added, "The tram\n\n“The velocipede stays in its shed until the spring has come,” said Ann Lee.\n");
  await page.setInputFiles("#files", added);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  for (let waited = 0; waited < 60; waited += 1) {
    await page.goto(`${home}/?q=velocipede`);
    if (await page.locator(".hit").count()) break;
    await new Promise((done) => setTimeout(done, 1000));
  }
  assert.equal(await page.locator(".hit").count(), 1, "what was added without scripts is found");
  await page.context().close();
};

const pages = async () => {
  const answer = await (await fetch(`${home}/api/v1/claims?q=herring`)).json();
  const claim = answer.claims.find(({ speaker }) => speaker.id);
  const [shared] = (await (await fetch(`${home}/api/v1/claims?q=sluice`)).json()).claims;
  return {
    search: "/", found: "/?q=herring+OR+breakwater", articles: "/?view=articles&q=quota", article: `/article/${claim.article.id}`,
    claim: `/claim/${claim.article.id}/${claim.id}`, speakers: "/speakers", speaker: `/speaker/${claim.speaker.id}`, overview: "/overview",
    elsewhere: `/claim/${shared.article.id}/${shared.id}`, cluster: `/cluster/${shared.cluster}`, none: "/?q=nothinglikethis&kind=direct",
    check: "/check?text=The+closure+was+never+a+punishment", add: "/add", missing: "/nothing",
  };
};

const looks = async () => {
  const all = Object.entries(await pages());
  for (const [colorScheme, locale, width] of [["light", "en", 1280], ["dark", "nl", 390], ...(pictures ? [["light", "nl", 390], ["dark", "en", 1280], ["light", "en", 1920], ["dark", "nl", 1920]] : [])]) {
    const page = await open({ colorScheme, locale, viewport: { width, height: 900 } });
    for (const [name, address] of all) {
      await page.goto(home + address);
      await accessible(page, `${name} ${colorScheme} ${locale} ${width}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) wrong.push(`${name} ${width}: ${wide} pixels too wide`);
      if (pictures) await page.screenshot({ path: path.join(pictures, `${name}-${width}-${colorScheme}-${locale}.png`), fullPage: width < 600 });
    }
    await page.context().close();
  }
};

let status = 0;
try {
  await journey();
  await plain();
  await looks();
  assert.deepEqual(wrong, []);
  console.log("the page does what it should");
} catch (error) {
  console.error(error, wrong);
  status = 1;
} finally {
  await browser.close();
  server.kill();
  fs.rmSync(place, { recursive: true, force: true });
}
process.exit(status);
