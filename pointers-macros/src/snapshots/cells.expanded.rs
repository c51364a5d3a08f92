fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let mut total = 0_u64;
                let view1 = pointers::__private::Probe(&a).__pointers_view();
                match (0, n) {
                    (low, high) => {
                        let lent = if true
                            && pointers::__private::Probe(&total).__pointers_is_plain()
                            && pointers::__private::Probe(&low).__pointers_is_plain()
                            && pointers::__private::Probe(&high).__pointers_is_plain()
                        {
                            match match pointers::__private::Probe(&high)
                                .__pointers_need(0usize)
                            {
                                pointers::__private::None => pointers::__private::None,
                                pointers::__private::Some(need) => {
                                    pointers::__private::Probe(&a)
                                        .__pointers_cells(false, pointers::__private::Some(need))
                                }
                            } {
                                pointers::__private::None => pointers::__private::None,
                                pointers::__private::Some(lent2) => {
                                    pointers::__private::Some((lent2,))
                                }
                            }
                        } else {
                            pointers::__private::None
                        };
                        match lent {
                            pointers::__private::None => {
                                for i in low..high {
                                    total = total
                                        .wrapping_add(
                                            (if !view1.__pointers_reads() {
                                                (match (match a.__pointers_at(i) {
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
                                            } else {
                                                match view1.__pointers_index(i) {
                                                    index => {
                                                        match view1.__pointers_get(&index) {
                                                            pointers::__private::Some(value) => value,
                                                            pointers::__private::None => {
                                                                (match view1.__pointers_reach(&index) {
                                                                    pointers::__private::Ok(value) => value,
                                                                    pointers::__private::Err(error) => {
                                                                        break '__pointers0 error.__pointers_leave();
                                                                    }
                                                                });
                                                                (match view1.__pointers_late(&index) {
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
                                                        }
                                                    }
                                                }
                                            }),
                                        );
                                }
                            }
                            pointers::__private::Some((lent2,)) => {
                                let cells2 = lent2.__pointers_lent();
                                for i in low..high {
                                    total = total
                                        .wrapping_add(
                                            (if !cells2.__pointers_reads() {
                                                (match (match a.__pointers_at(i) {
                                                    outcome => {
                                                        let value;
                                                        match outcome {
                                                            pointers::__private::Ok(read) => value = read,
                                                            pointers::__private::Err(error) => {
                                                                let _ = (lent2,);
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
                                                                let _ = (lent2,);
                                                                break '__pointers0 error.__pointers_leave();
                                                            }
                                                        }
                                                        value
                                                    }
                                                })
                                            } else {
                                                match cells2.__pointers_index(i) {
                                                    index => {
                                                        match cells2.__pointers_get(&index) {
                                                            pointers::__private::Some(value) => value,
                                                            pointers::__private::None => {
                                                                (match cells2.__pointers_reach(&index) {
                                                                    pointers::__private::Ok(value) => value,
                                                                    pointers::__private::Err(error) => {
                                                                        let _ = (lent2,);
                                                                        break '__pointers0 error.__pointers_leave();
                                                                    }
                                                                });
                                                                (match cells2.__pointers_late(&index) {
                                                                    outcome => {
                                                                        let value;
                                                                        match outcome {
                                                                            pointers::__private::Ok(read) => value = read,
                                                                            pointers::__private::Err(error) => {
                                                                                let _ = (lent2,);
                                                                                break '__pointers0 error.__pointers_leave();
                                                                            }
                                                                        }
                                                                        value
                                                                    }
                                                                })
                                                            }
                                                        }
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
