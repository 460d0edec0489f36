// What DAISY Ace says of books: node ace.cjs CHROMIUM FILE..., one JSON object, file → violations.
// In one process, and with the browser of the system: its own way brings Electron and takes longer.
"use strict";
const [chromium, ...files] = process.argv.slice(2);
process.env.PUPPETEER_EXECUTABLE_PATH = chromium;
const ace = require("@daisy/ace-core");
const runner = require("@daisy/ace-axe-runner-puppeteer");
const fs = require("fs");
const os = require("os");
const path = require("path");

const said = (assertions, found) => {
  for (const each of assertions || []) {
    if (each.assertions) said(each.assertions, found);
    else if (each["earl:result"]["earl:outcome"] !== "pass") {
      found.push(`${each["earl:test"]["dct:title"]}: ${each["earl:result"]["dct:description"]}`);
    }
  }
  return found;
};

(async () => {
  const violations = {};
  for (const file of files) {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "ace-"));
    await ace(file, { cwd: process.cwd(), outdir, lang: "en", silent: true, initLogger: true }, runner);
    const report = JSON.parse(fs.readFileSync(path.join(outdir, "report.json")));
    violations[file] = said(report.assertions, []);
    if (report["earl:result"]["earl:outcome"] !== "pass" && !violations[file].length) {
      violations[file].push("did not pass");
    }
    fs.rmSync(outdir, { recursive: true });
  }
  // A file, for the runner prints on its own.
  fs.writeFileSync(process.env.ACE_REPORT, JSON.stringify(violations));
  process.exit(0);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
