/** The elements allowed in bodies; any other is replaced by its content. */
export const allowedElements = new Set(
  `a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del
  details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img input
  ins kbd li main mark menu nav ol p picture pre q rp rt ruby s samp search section small span
  strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr`.split(/\s+/),
)

/** Removed with their content: metadata, styles, and what could run. */
export const droppedElements = new Set(
  'script style link meta base title head template noscript frame frameset param'.split(' '),
)

/** Embedded content, which becomes a link. */
export const embeddedElements = new Set('iframe video audio embed object form'.split(' '))

/** Form controls, which have no function without their form. */
export const formControls = new Set(
  'button select textarea input option optgroup datalist'.split(' '),
)

const attributes = new Set(
  `id classname title lang dir role href src alt width height colspan rowspan scope
  headers align valign start type value reversed cite datetime open rel download hreflang loading
  decoding abbr span checked disabled tabindex`.split(/\s+/),
)

/** Whether an attribute is allowed: no handlers, and no styles. */
export const isAllowed = (name: string) =>
  attributes.has(name.toLowerCase()) || /^(?:aria|data)-?[a-z][a-z0-9-]*$/i.test(name)
