import { absolute } from '../hub/absolute'
import { hub, paths } from '../hub/settings'
import { activeNetworks } from '../networks/list'

/** The `@id` of the company. */
export const companyId = () => `${absolute(paths.home())}#company`

/** The `@id` of the hub. */
export const hubId = () => `${absolute(paths.home())}#hub`

/** The company, the site and its search, for the front page. */
export const siteFacts = () => [
  {
    '@type': 'Organization',
    '@id': companyId(),
    name: hub.name,
    url: absolute(paths.home()),
    ...(activeNetworks.length > 0 && { sameAs: activeNetworks.map(({ follow }) => follow) }),
  },
  {
    '@type': 'WebSite',
    '@id': hubId(),
    name: `${hub.name} ${hub.title}`,
    ...(hub.tagline && { description: hub.tagline }),
    url: absolute(paths.home()),
    inLanguage: hub.language,
    publisher: { '@id': companyId() },
    potentialAction: {
      '@type': 'SearchAction',
      target: {
        '@type': 'EntryPoint',
        urlTemplate: `${absolute(paths.search())}?q={search_term_string}`,
      },
      'query-input': 'required name=search_term_string',
    },
  },
]

/** The breadcrumbs of a page; the last step is the page itself. */
export const breadcrumbFacts = (steps: { name: string; path: string }[]) => ({
  '@type': 'BreadcrumbList',
  itemListElement: [{ name: hub.title, path: paths.home() }, ...steps].map(
    ({ name, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: absolute(path),
    }),
  ),
})
