let x = try { p <<= 1; f()?; ~p } except Memory | Borrow as error { g(error) }; try { free(p); } except _ {}
