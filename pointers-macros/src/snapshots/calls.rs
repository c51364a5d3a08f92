free(p); realloc(p, 3); malloc(4)?; println!("{} {~p:>5}", malloc(1));
