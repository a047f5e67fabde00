import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/store/global-setup.ts'],
    // Tests start many processes of the bot; what one has compiled, the next need not compile again.
    env: { NODE_COMPILE_CACHE: resolve('node_modules/.cache/compiled') },
  },
})
