// Loaded into wrangler: when whoever started it is gone, however they went, it ends too.
process.on('disconnect', () => process.exit())
