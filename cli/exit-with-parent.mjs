// Loaded into a process that we start: when we are gone, however we went, it ends too.
process.on('disconnect', () => process.exit())
// Listening alone would keep it running once it is done.
process.channel?.unref()
