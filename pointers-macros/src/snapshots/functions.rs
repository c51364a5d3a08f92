fn next(p: MallocPointer<u32>, n: u32) -> Result<u32> { p += n; Ok(~p) } const fn one() -> u32 { 1 }
