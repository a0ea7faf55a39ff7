([root, ours]) => {
  const elements = new Set(
    ("script iframe object embed applet base frameset frame portal fencedframe style math marquee dialog template noscript "
      + "noembed xmp listing animate set foreignobject feimage image video audio source track").split(" "));
  const attributes = /^(on|srcdoc$|style$|autofocus$|srcset$|imagesrcset$|popover|is$|x-|ng-|@|:|v-|hx-|data-hx-)/i;
  const partials = /^hx-(disable|get|post|target|params|select|select-oob|swap)$/; // our own, and nothing by itself
  const addresses = ["href", "xlink:href", "src", "action", "formaction", "data", "poster", "background", "ping", "hx-get", "hx-post"];
  const schemes = new Set(["http:", "https:", "mailto:", "tel:"]);
  const inWords = new Set(["href", "rel", "start"]);
  const found = [];

  function tell(one, why) {
    found.push(`${why}: ${one.outerHTML.replace(/\s+/g, " ").slice(0, 160)}`);
  }

  function leads(one, key, value) {
    const where = URL.canParse(value, ours) ? new URL(value, ours) : null;
    const drawn = one.matches("img.qr") && value.startsWith("data:image/svg+xml;"); // by the server; a picture runs nothing
    if (!where || drawn) return;
    if (!schemes.has(where.protocol)) tell(one, `${key} leads to ${where.protocol}`);
    if (key !== "href" && where.origin !== ours) tell(one, `${key} sends to ${where.origin}`);
  }

  function look(one) {
    const words = one.parentElement?.closest(".words");
    const own = one.localName === "script" && one.src && new URL(one.src).origin === ours && !one.textContent;
    if (elements.has(one.localName.toLowerCase()) && !own) tell(one, "acts");
    if (words && one.namespaceURI.endsWith("/svg")) tell(one, "a drawing in words");
    if (one.localName === "link" && new URL(one.href || ours).origin !== ours) tell(one, "a link element to elsewhere");
    if (one.localName === "meta" && one.httpEquiv) tell(one, "a meta element that acts");
    for (const { name, value } of one.attributes) {
      if (attributes.test(name) && (words || !partials.test(name))) tell(one, `has ${name}`);
      if (words && !inWords.has(name) && !/^(class|data-card)$/.test(name)) tell(one, `words with ${name}`);
      if (addresses.includes(name.toLowerCase())) leads(one, name, value);
    }
  }

  for (const one of (root ?? document).querySelectorAll("*")) look(one);
  return found;
}
