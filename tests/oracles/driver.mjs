// Runs one SDK of npm: reads requests as JSON Lines, and writes a verdict, or a signature, for each.
//
// usage: node driver.mjs sign|verify NAME NOW FOLDER
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [action, name, now, folder] = process.argv.slice(2);
// What an SDK logs is no verdict.
console.log = console.info = console.warn = console.debug = console.error = () => {};

// The clock stands still, for the same verdicts in every run.
const RealDate = Date;
globalThis.Date = class Date extends RealDate {
  constructor(...values) {
    super(...(values.length ? values : [Number(now) * 1000]));
  }
  static now() {
    return Number(now) * 1000;
  }
};

const { verify, sign } = await import("./adapters.mjs");
const require = createRequire(pathToFileURL(`${folder}/package.json`));
// A module in the SDK's folder finds what the package exports for `import`.
writeFileSync(`${folder}/load.mjs`, "export const load = (name) => import(name);\n");
const load = {
  require,
  // `path` is a file of the package, for modules that `exports` hides.
  file: (path) => require(`${folder}/node_modules/${path}`),
  import: async (name) => (await import(pathToFileURL(`${folder}/load.mjs`))).load(name),
};
const call = await { verify, sign }[action][name](load);

class Request {
  constructor(line) {
    Object.assign(this, line);
    this.body = Buffer.from(line.body_b64, "base64");
    this.text = this.body.toString("utf8");
    // Duplicates are joined with a comma and a space, as by node:http.
    this.raw = line.headers;
    this.headers = {};
    for (const [header, value] of line.headers) {
      const key = header.toLowerCase();
      this.headers[key] = key in this.headers ? `${this.headers[key]}, ${value}` : value;
    }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = new Request(JSON.parse(line));
  let answer;
  try {
    const result = await call(request);
    answer = action === "verify" ? { ok: result !== false } : { headers: result };
  } catch (error) {
    // What an SDK throws is its verdict.
    answer = { ok: false, why: `${error?.name}: ${error?.message}`.slice(0, 200) };
  }
  if (!process.stdout.write(JSON.stringify(answer) + "\n")) await once(process.stdout, "drain");
}
