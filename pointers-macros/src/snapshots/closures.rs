let f = |x: u32| -> Result<u32> { free(p)?; Ok(~p + x) }; async { ~p };
