() => {
  const seen = [];
  const told = (words) => seen.push(words);
  Object.assign(window, { seen, ran: (number) => told(`ran ${number}`) });
  for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (words) => told(`ran ${name} ${words}`);
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
    told(`the policy stopped ${violatedDirective} ${blockedURI} ${sample}`));
}
