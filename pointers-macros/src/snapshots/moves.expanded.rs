fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let p = (match pointers::__private::Raised(malloc(n)).__pointers_raise()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                pointers::__private::Hint(&p).__pointers_value(|| 5);
                (match p.__pointers_move(5) {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                (match x.__pointers_move(v) {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                match x {
                    operand => {
                        (match (match v.__pointers_at_move(1) {
                            outcome => {
                                let value;
                                match outcome {
                                    pointers::__private::Ok(read) => value = read,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error.__pointers_leave();
                                    }
                                }
                                value
                            }
                        })
                            .__pointers_move(operand)
                        {
                            pointers::__private::Ok(value) => value,
                            pointers::__private::Err(error) => {
                                break '__pointers0 error.__pointers_leave();
                            }
                        })
                    }
                };
                (match text.__pointers_move(name()) {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                let t = (match pointers::__private::Raised(malloc(n)).__pointers_raise()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                (match (pointers::__private::Inferred {
                    handle: t,
                    value: name(),
                })
                    .__pointers_move()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
