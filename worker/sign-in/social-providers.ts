/*
 * Stands in for `@better-auth/core/social-providers`, by `[alias]` in wrangler.toml: the providers
 * that the hub offers (`SOCIAL` in provider.ts) out of the three dozen that it lists, each unchanged.
 * They have no entry of their own, so they are named by their files.
 */
import { facebook } from '../../node_modules/@better-auth/core/dist/social-providers/facebook.mjs'
import { github } from '../../node_modules/@better-auth/core/dist/social-providers/github.mjs'
import { google } from '../../node_modules/@better-auth/core/dist/social-providers/google.mjs'
import { linkedin } from '../../node_modules/@better-auth/core/dist/social-providers/linkedin.mjs'
import { microsoft } from '../../node_modules/@better-auth/core/dist/social-providers/microsoft-entra-id.mjs'
import { twitter } from '../../node_modules/@better-auth/core/dist/social-providers/twitter.mjs'
import { string } from 'zod'

export const socialProviders = { facebook, github, google, linkedin, microsoft, twitter }

/** What may be asked for: by any name, as a provider of the company's own has one that it chose. */
export const SocialProviderListEnum = string()
