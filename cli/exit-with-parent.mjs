// Loaded into a child process: it ends when its parent ends, even if the parent was killed.
process.on('disconnect', () => process.exit())
// An open channel alone would keep the child running after its work.
process.channel?.unref()
