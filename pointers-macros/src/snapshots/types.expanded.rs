fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let a = (match pointers::__private::Raised(malloc(n)).__pointers_raise()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                pointers::__private::Hint(&a).__pointers_str();
                (match a.__pointers_move("abc") {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                let b = (match pointers::__private::Raised(malloc(n)).__pointers_raise()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                pointers::__private::Hint(&b).__pointers_value(|| 0);
                println!(
                    "{}", (- (pointers::__private::ReadValue(match b.__pointers_read() {
                    outcome => { let value; match outcome { pointers::__private::Ok(read)
                    => value = read, pointers::__private::Err(error) => break
                    '__pointers0 error.__pointers_named("b", "~b").__pointers_leave(), }
                    value } })))
                );
                (match pointers::__private::Raised(free(b)).__pointers_raise() {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                let c = (match pointers::__private::Raised(malloc(n)).__pointers_raise()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                pointers::__private::Hint(&c).__pointers_value(|| 2.5);
                let _ = (-(pointers::__private::ReadValue(
                    match c.__pointers_read() {
                        outcome => {
                            let value;
                            match outcome {
                                pointers::__private::Ok(read) => value = read,
                                pointers::__private::Err(error) => {
                                    break '__pointers0 error
                                        .__pointers_named("c", "~c")
                                        .__pointers_leave();
                                }
                            }
                            value
                        }
                    },
                )));
                (match c.__pointers_move(2.5) {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                for d in c {
                    (match d.__pointers_move(1) {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error.__pointers_leave();
                        }
                    });
                }
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
