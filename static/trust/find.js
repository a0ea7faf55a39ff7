// What is found in a text, by the same rules as on the server (cop/trust/nudge): each has one group, what was found.
const plain = (found) => found.toLowerCase().replaceAll("’", "'").split(/\s+/).join(" ");
export const keyOf = (one) => `${one.rule.kind}:${plain(one.found)}`;

export function makeFinder({ kinds, rules, phrases }) {
  const compiled = rules.map((rule) => ({ rule, pattern: new RegExp(rule.pattern, rule.anyCase ? "giu" : "gu") }));

  function* all({ rule, pattern }, text) {
    for (const match of text.matchAll(pattern)) {
      const [whole, found] = match;
      if (found === undefined) continue; // what is passed over
      const end = match.index + whole.length; // the group stands at the end of what matched
      const start = end - found.length;
      const instead = rule.kind === "word" ? phrases[rule.language][plain(found)] : rule.instead;
      yield { rule, found, start, end, first: rule.whole ? match.index : start, instead };
    }
  }

  // In the order of the text; no two of them overlap.
  return function find(text, wanted = () => true) {
    const lowered = text.toLowerCase();
    const mayBe = ({ needs }) => needs.every((group) => group.some((word) => lowered.includes(word)));
    const found = compiled.filter(({ rule }) => wanted(rule) && mayBe(rule)).flatMap((one) => [...all(one, text)]);
    found.sort((one, other) => kinds.indexOf(one.rule.kind) - kinds.indexOf(other.rule.kind) || one.first - other.first);
    const taken = new Uint8Array(text.length);
    const kept = found.filter(({ first, end }) => {
      const free = !taken.subarray(first, end).includes(1);
      if (free) taken.fill(1, first, end);
      return free;
    });
    return kept.sort((one, other) => one.start - other.start);
  };
}

// What could stand there, with a capital where one stood: at the beginning of a sentence, and for a word anywhere.
export function insteadAt(text, one) {
  const begins = one.rule.kind === "word" || /(^|[.!?¡¿\n]\s*)$/.test(text.slice(Math.max(0, one.first - 4), one.first));
  const [letter] = text.slice(one.first);
  const capital = begins && letter !== letter.toLowerCase();
  return capital ? one.instead[0].toUpperCase() + one.instead.slice(1) : one.instead;
}
