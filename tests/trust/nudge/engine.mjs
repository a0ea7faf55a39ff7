// What a browser's engine finds: texts come as JSON on standard input, with the rules; findings and times go out.
import { insteadAt, makeFinder } from "../../../static/trust/find.js";

let said = "";
for await (const part of process.stdin) said += part;
const { rules, texts } = JSON.parse(said);
const find = makeFinder(rules);
const answers = texts.map((text) => {
  const began = performance.now();
  const found = find(text);
  const ms = performance.now() - began;
  return { ms, found: found.map((one) => [one.rule.kind, one.found, text.slice(one.first, one.end), insteadAt(text, one)]) };
});
process.stdout.write(JSON.stringify(answers));
