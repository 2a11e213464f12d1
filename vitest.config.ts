import { defineConfig } from 'vitest/config'
import { configure } from './tests/setup/projects'

export default defineConfig(configure('test'))
