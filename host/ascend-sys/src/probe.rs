//! Looking at the NPU in a child process, as a broken driver may end or hang the process that asks.
