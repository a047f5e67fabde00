import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/store/global-setup.ts'],
  },
})
