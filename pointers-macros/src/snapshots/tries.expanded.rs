fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let x = (match '__pointers1: {
                    let value = {
                        {
                            #[allow(unreachable_code)]
                            let (__pointers_side, its_value) = if true {
                                pointers::__private::side()
                            } else {
                                pointers::__private::never();
                                let __pointers_sides = pointers::__private::Sides::of(
                                    &raw const p,
                                    0_i32,
                                );
                                __pointers_sides.__pointers_shl()
                            };
                            #[allow(unreachable_code)]
                            if __pointers_side.is_ours() {
                                __pointers_side.ours();
                                match its_value.typed(1) {
                                    operand => {
                                        (match __pointers_side.handle(&p).__pointers_move(operand) {
                                            pointers::__private::Ok(value) => value,
                                            pointers::__private::Err(error) => {
                                                break '__pointers1 error.__pointers_leave();
                                            }
                                        })
                                    }
                                }
                            } else {
                                __pointers_side.rusts();
                                p <<= __pointers_side.right(&its_value, 1);
                            };
                        };
                        (match pointers::__private::Tried(f()).__pointers_branch() {
                            pointers::__private::Ok(value) => value,
                            pointers::__private::Err(
                                pointers::__private::Route::Caught(error),
                            ) => break '__pointers1 error.__pointers_leave(),
                            pointers::__private::Err(
                                pointers::__private::Route::Function(residual),
                            ) => return residual.__pointers_return(),
                        });
                        (-(pointers::__private::ReadValue(
                            match p.__pointers_read() {
                                outcome => {
                                    let value;
                                    match outcome {
                                        pointers::__private::Ok(read) => value = read,
                                        pointers::__private::Err(error) => {
                                            break '__pointers1 error
                                                .__pointers_named("p", "~p")
                                                .__pointers_leave();
                                        }
                                    }
                                    value
                                }
                            },
                        )))
                    };
                    #[allow(unreachable_code)]
                    let value = pointers::__private::Ok::<
                        _,
                        pointers::__private::Error,
                    >(value);
                    value
                } {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        match pointers::__private::Error::kind(&error) {
                            pointers::__private::ErrorKind::Memory
                            | pointers::__private::ErrorKind::Borrow => {
                                let error = error;
                                g(error)
                            }
                            _ => break '__pointers0 error.__pointers_leave(),
                        }
                    }
                });
                match '__pointers2: {
                    let value = {
                        (match pointers::__private::Raised(free(p)).__pointers_raise() {
                            pointers::__private::Ok(value) => value,
                            pointers::__private::Err(error) => {
                                break '__pointers2 error.__pointers_leave();
                            }
                        });
                    };
                    #[allow(unreachable_code)]
                    let value = pointers::__private::Ok::<
                        _,
                        pointers::__private::Error,
                    >(value);
                    value
                } {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        match pointers::__private::Error::kind(&error) {
                            _ => {}
                        }
                    }
                }
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
