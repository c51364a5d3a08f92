fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                (match pointers::__private::Raised(free(p)).__pointers_raise() {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                (match pointers::__private::Raised(realloc(p, 3)).__pointers_raise() {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                malloc(4)?;
                println!(
                    "{} {__pointers_0:>5}", (match pointers::__private::Raised(malloc(1))
                    .__pointers_raise() { pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => break '__pointers0 error
                    .__pointers_leave(), }), __pointers_0 = (-
                    (pointers::__private::ReadValue(match p.__pointers_read() { outcome
                    => { let value; match outcome { pointers::__private::Ok(read) =>
                    value = read, pointers::__private::Err(error) => break '__pointers0
                    error.__pointers_named("p", "~p").__pointers_leave(), } value } })))
                );
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
