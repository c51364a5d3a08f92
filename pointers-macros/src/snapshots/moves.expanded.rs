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
                {
                    #[allow(unreachable_code)]
                    let (__pointers_side, its_value) = if true {
                        pointers::__private::side()
                    } else {
                        pointers::__private::never();
                        let __pointers_sides = pointers::__private::Sides::of(
                            &raw const x,
                            0_i32,
                        );
                        __pointers_sides.__pointers_shl()
                    };
                    #[allow(unreachable_code)]
                    if __pointers_side.is_ours() {
                        __pointers_side.ours();
                        match its_value.typed(v) {
                            operand => {
                                (match __pointers_side.handle(&x).__pointers_move(operand) {
                                    pointers::__private::Ok(value) => value,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error.__pointers_leave();
                                    }
                                })
                            }
                        }
                    } else {
                        __pointers_side.rusts();
                        x <<= __pointers_side.right(&its_value, v);
                    };
                };
                {
                    #[allow(unreachable_code)]
                    let side1 = if true {
                        pointers::__private::side()
                    } else {
                        pointers::__private::never();
                        pointers::__private::side_of(
                            v.__pointers_lent().__pointers_at(1),
                        )
                    };
                    #[allow(unreachable_code)]
                    let (__pointers_side, its_value) = if true {
                        pointers::__private::side()
                    } else {
                        pointers::__private::never();
                        let __pointers_sides = pointers::__private::Sides::of(
                            &raw const v[side1.index(1)],
                            0_i32,
                        );
                        __pointers_sides.__pointers_shl()
                    };
                    #[allow(unreachable_code)]
                    if __pointers_side.is_ours() {
                        __pointers_side.ours();
                        match its_value.typed(x) {
                            operand => {
                                (match __pointers_side
                                    .handle(
                                        &(match v.__pointers_lent().__pointers_at(1) {
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
                                        }),
                                    )
                                    .__pointers_move(operand)
                                {
                                    pointers::__private::Ok(value) => value,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error.__pointers_leave();
                                    }
                                })
                            }
                        }
                    } else {
                        __pointers_side.rusts();
                        v[side1.index(1)] <<= __pointers_side.right(&its_value, x);
                    };
                };
                {
                    #[allow(unreachable_code)]
                    let (__pointers_side, its_value) = if true {
                        pointers::__private::side()
                    } else {
                        pointers::__private::never();
                        let __pointers_sides = pointers::__private::Sides::of(
                            &raw const text,
                            0_i32,
                        );
                        __pointers_sides.__pointers_shl()
                    };
                    #[allow(unreachable_code)]
                    if __pointers_side.is_ours() {
                        __pointers_side.ours();
                        match its_value.typed(name()) {
                            operand => {
                                (match __pointers_side
                                    .handle(&text)
                                    .__pointers_move(operand)
                                {
                                    pointers::__private::Ok(value) => value,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error.__pointers_leave();
                                    }
                                })
                            }
                        }
                    } else {
                        __pointers_side.rusts();
                        text <<= __pointers_side.right(&its_value, name());
                    };
                };
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
