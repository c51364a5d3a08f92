fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let _ = (-(pointers::__private::ReadValue(
                    match p.__pointers_read() {
                        outcome => {
                            let value;
                            match outcome {
                                pointers::__private::Ok(read) => value = read,
                                pointers::__private::Err(error) => {
                                    break '__pointers0 error
                                        .__pointers_named("p", "~p")
                                        .__pointers_leave();
                                }
                            }
                            value
                        }
                    },
                )));
                let _ = (-(pointers::__private::ReadValue(
                    match (match p.__pointers_at(1) {
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
                        .__pointers_read()
                    {
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
                    },
                )));
                let _ = (!5);
                let n = 3;
                let _ = (!n);
                n <<= 2;
                {
                    #[allow(unreachable_code)]
                    let __pointers_side = if true {
                        pointers::__private::side()
                    } else {
                        pointers::__private::never();
                        let __pointers_sides = pointers::__private::Sides::of(
                            &raw const p,
                            0_i32,
                        );
                        __pointers_sides.__pointers_shr()
                    };
                    p >>= __pointers_side.refused(4);
                };
                let m = (match pointers::__private::Raised(malloc(n)).__pointers_raise()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                (match {
                    #[allow(unreachable_code)]
                    let its_type = if true {
                        pointers::__private::OperandOf::unknown()
                    } else {
                        pointers::__private::never();
                        pointers::__private::OperandOf::place(&raw const m)
                    };
                    its_type
                }
                    .__pointers_star()
                {
                    #[allow(unreachable_code)]
                    pointers::__private::Arm::Ours(its_star) => {
                        its_star.__pointers_go();
                        (match its_star.__pointers_handle(&m).__pointers_read() {
                            outcome => {
                                let value;
                                match outcome {
                                    pointers::__private::Ok(read) => value = read,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error
                                            .__pointers_named("m", "~m")
                                            .__pointers_leave();
                                    }
                                }
                                value
                            }
                        })
                    }
                    #[allow(unreachable_code)]
                    pointers::__private::Arm::Rusts(its_star) => {
                        its_star.__pointers_go();
                        its_star.__pointers_out(*m)
                    }
                });
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
