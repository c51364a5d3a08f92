fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let mut total = 0_u64;
                let view1 = pointers::__private::Probe(&a).__pointers_view();
                match (0, n) {
                    (low, high) => {
                        let cells = if pointers::__private::Probe(&total)
                            .__pointers_is_plain()
                            && pointers::__private::Probe(&low).__pointers_is_plain()
                            && pointers::__private::Probe(&high).__pointers_is_plain()
                            && true
                        {
                            match pointers::__private::Probe(&a)
                                .__pointers_cells(
                                    false,
                                    pointers::__private::Probe(&high).__pointers_need(0usize),
                                )
                            {
                                pointers::__private::None => pointers::__private::None,
                                pointers::__private::Some(cells2) => {
                                    pointers::__private::Some((cells2,))
                                }
                            }
                        } else {
                            pointers::__private::None
                        };
                        match cells {
                            pointers::__private::None => {
                                for i in low..high {
                                    total = total
                                        .wrapping_add(
                                            (match i {
                                                index => {
                                                    match view1.__pointers_get(&index) {
                                                        pointers::__private::None => {
                                                            (match (match a.__pointers_at(index) {
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
                                                            })
                                                        }
                                                        pointers::__private::Some(value) => value,
                                                    }
                                                }
                                            }),
                                        );
                                }
                            }
                            pointers::__private::Some((cells2,)) => {
                                for i in low..high {
                                    total = total
                                        .wrapping_add(
                                            (match i {
                                                index => {
                                                    match cells2.__pointers_get(&index) {
                                                        pointers::__private::None => {
                                                            (match (match a.__pointers_at(index) {
                                                                outcome => {
                                                                    let value;
                                                                    match outcome {
                                                                        pointers::__private::Ok(read) => value = read,
                                                                        pointers::__private::Err(error) => {
                                                                            let _ = (cells2,);
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
                                                                            let _ = (cells2,);
                                                                            break '__pointers0 error.__pointers_leave();
                                                                        }
                                                                    }
                                                                    value
                                                                }
                                                            })
                                                        }
                                                        pointers::__private::Some(value) => value,
                                                    }
                                                }
                                            }),
                                        );
                                }
                            }
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
