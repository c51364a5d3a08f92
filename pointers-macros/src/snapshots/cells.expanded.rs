fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let mut total = 0_u64;
                let view1 = pointers::__private::Probe(&a).__pointers_view();
                match (0, n) {
                    (its_low, its_high) => {
                        let its_cells = if true
                            && match total {
                                ref its_value => {
                                    pointers::__private::Probe(its_value).__pointers_is_plain()
                                }
                            }
                            && match its_low {
                                ref its_value => {
                                    pointers::__private::Probe(its_value).__pointers_is_plain()
                                }
                            }
                            && match its_high {
                                ref its_value => {
                                    pointers::__private::Probe(its_value).__pointers_is_plain()
                                }
                            }
                        {
                            match match match its_high {
                                ref its_end => {
                                    pointers::__private::Probe(its_end).__pointers_need(0usize)
                                }
                            } {
                                pointers::__private::None => pointers::__private::None,
                                pointers::__private::Some(its_need) => {
                                    pointers::__private::Probe(&a)
                                        .__pointers_cells(
                                            false,
                                            pointers::__private::Some(its_need),
                                        )
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
                        match its_cells {
                            pointers::__private::None => {
                                for i in its_low..its_high {
                                    total
                                        += -(pointers::__private::ReadValue(
                                            if !view1.__pointers_reads() {
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
                                                    its_index => {
                                                        match view1.__pointers_get(&its_index) {
                                                            pointers::__private::Some(value) => value,
                                                            pointers::__private::None => {
                                                                (match view1.__pointers_reach(&its_index) {
                                                                    pointers::__private::Ok(value) => value,
                                                                    pointers::__private::Err(error) => {
                                                                        break '__pointers0 error.__pointers_leave();
                                                                    }
                                                                });
                                                                (match view1.__pointers_late(&its_index) {
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
                                            },
                                        ));
                                }
                            }
                            pointers::__private::Some((lent2,)) => {
                                let cells2 = lent2.__pointers_lent();
                                for i in its_low..its_high {
                                    total
                                        += -(pointers::__private::ReadValue(
                                            if !cells2.__pointers_reads() {
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
                                                    its_index => {
                                                        match cells2.__pointers_get(&its_index) {
                                                            pointers::__private::Some(value) => value,
                                                            pointers::__private::None => {
                                                                (match cells2.__pointers_reach(&its_index) {
                                                                    pointers::__private::Ok(value) => value,
                                                                    pointers::__private::Err(error) => {
                                                                        let _ = (lent2,);
                                                                        break '__pointers0 error.__pointers_leave();
                                                                    }
                                                                });
                                                                (match cells2.__pointers_late(&its_index) {
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
                                            },
                                        ));
                                }
                            }
                        }
                    }
                }
                let view3 = pointers::__private::Probe(&a).__pointers_view();
                let view4 = pointers::__private::Probe(&b).__pointers_view();
                {
                    let its_cells = if true
                        && match total {
                            ref its_value => {
                                pointers::__private::Probe(its_value).__pointers_is_plain()
                            }
                        }
                    {
                        match match match 9 {
                            ref its_end => {
                                pointers::__private::Probe(its_end).__pointers_need(0usize)
                            }
                        } {
                            pointers::__private::None => pointers::__private::None,
                            pointers::__private::Some(its_need) => {
                                pointers::__private::Probe(&a)
                                    .__pointers_cells(true, pointers::__private::Some(its_need))
                            }
                        } {
                            pointers::__private::None => pointers::__private::None,
                            pointers::__private::Some(lent6) => {
                                match match match 9 {
                                    ref its_end => {
                                        pointers::__private::Probe(its_end).__pointers_need(1usize)
                                    }
                                } {
                                    pointers::__private::None => pointers::__private::None,
                                    pointers::__private::Some(its_need) => {
                                        pointers::__private::Probe(&b)
                                            .__pointers_cells(
                                                false,
                                                pointers::__private::Some(its_need),
                                            )
                                    }
                                } {
                                    pointers::__private::None => pointers::__private::None,
                                    pointers::__private::Some(lent7) => {
                                        pointers::__private::Some((lent6, lent7))
                                    }
                                }
                            }
                        }
                    } else {
                        pointers::__private::None
                    };
                    match its_cells {
                        pointers::__private::None => {
                            while total < 9 {
                                {
                                    #[allow(unreachable_code)]
                                    let side5 = if true {
                                        pointers::__private::side()
                                    } else {
                                        pointers::__private::never();
                                        pointers::__private::side_of(
                                            a.__pointers_lent().__pointers_at(total),
                                        )
                                    };
                                    #[allow(unreachable_code)]
                                    let (__pointers_side, its_value) = if true {
                                        pointers::__private::side()
                                    } else {
                                        pointers::__private::never();
                                        let __pointers_sides = pointers::__private::Sides::of(
                                            &raw const a[side5.index(total)],
                                            0_i32,
                                        );
                                        __pointers_sides.__pointers_shl()
                                    };
                                    #[allow(unreachable_code)]
                                    if __pointers_side.is_ours() {
                                        __pointers_side.ours();
                                        match view3
                                            .__pointers_value(
                                                its_value
                                                    .typed(
                                                        (-(pointers::__private::ReadValue(
                                                            if !view4.__pointers_reads() {
                                                                (match (match b.__pointers_at(total + 1) {
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
                                                                match view4.__pointers_index(total + 1) {
                                                                    its_index => {
                                                                        match view4.__pointers_get(&its_index) {
                                                                            pointers::__private::Some(value) => value,
                                                                            pointers::__private::None => {
                                                                                (match view4.__pointers_reach(&its_index) {
                                                                                    pointers::__private::Ok(value) => value,
                                                                                    pointers::__private::Err(error) => {
                                                                                        break '__pointers0 error.__pointers_leave();
                                                                                    }
                                                                                });
                                                                                (match view4.__pointers_late(&its_index) {
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
                                                            },
                                                        ))),
                                                    ),
                                            )
                                        {
                                            operand => {
                                                (if !view3.__pointers_writes() {
                                                    (match __pointers_side
                                                        .handle(
                                                            &(match a.__pointers_lent().__pointers_at(total) {
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
                                                } else {
                                                    match view3.__pointers_index(total) {
                                                        its_index => {
                                                            match (pointers::__private::Store {
                                                                view: &view3,
                                                                value: operand,
                                                            })
                                                                .__pointers_set(&its_index)
                                                            {
                                                                pointers::__private::Ok(()) => {}
                                                                pointers::__private::Err(operand) => {
                                                                    (match view3.__pointers_reach(&its_index) {
                                                                        pointers::__private::Ok(value) => value,
                                                                        pointers::__private::Err(error) => {
                                                                            break '__pointers0 error.__pointers_leave();
                                                                        }
                                                                    });
                                                                    (match (pointers::__private::Store {
                                                                        view: &view3,
                                                                        value: operand,
                                                                    })
                                                                        .__pointers_set_late(&its_index)
                                                                    {
                                                                        pointers::__private::Ok(value) => value,
                                                                        pointers::__private::Err(error) => {
                                                                            break '__pointers0 error.__pointers_leave();
                                                                        }
                                                                    })
                                                                }
                                                            }
                                                        }
                                                    }
                                                })
                                            }
                                        }
                                    } else {
                                        __pointers_side.rusts();
                                        a[side5.index(total)]
                                            <<= __pointers_side
                                                .right(
                                                    &its_value,
                                                    (-(pointers::__private::ReadValue(
                                                        if !view4.__pointers_reads() {
                                                            (match (match b.__pointers_at(total + 1) {
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
                                                            match view4.__pointers_index(total + 1) {
                                                                its_index => {
                                                                    match view4.__pointers_get(&its_index) {
                                                                        pointers::__private::Some(value) => value,
                                                                        pointers::__private::None => {
                                                                            (match view4.__pointers_reach(&its_index) {
                                                                                pointers::__private::Ok(value) => value,
                                                                                pointers::__private::Err(error) => {
                                                                                    break '__pointers0 error.__pointers_leave();
                                                                                }
                                                                            });
                                                                            (match view4.__pointers_late(&its_index) {
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
                                                        },
                                                    ))),
                                                );
                                    };
                                };
                                total += 1;
                            }
                        }
                        pointers::__private::Some((lent6, lent7)) => {
                            let cells6 = lent6.__pointers_lent();
                            let cells7 = lent7.__pointers_lent();
                            while total < 9 {
                                {
                                    #[allow(unreachable_code)]
                                    let side8 = if true {
                                        pointers::__private::side()
                                    } else {
                                        pointers::__private::never();
                                        pointers::__private::side_of(
                                            a.__pointers_lent().__pointers_at(total),
                                        )
                                    };
                                    #[allow(unreachable_code)]
                                    let (__pointers_side, its_value) = if true {
                                        pointers::__private::side()
                                    } else {
                                        pointers::__private::never();
                                        let __pointers_sides = pointers::__private::Sides::of(
                                            &raw const a[side8.index(total)],
                                            0_i32,
                                        );
                                        __pointers_sides.__pointers_shl()
                                    };
                                    #[allow(unreachable_code)]
                                    if __pointers_side.is_ours() {
                                        __pointers_side.ours();
                                        match cells6
                                            .__pointers_value(
                                                its_value
                                                    .typed(
                                                        (-(pointers::__private::ReadValue(
                                                            if !cells7.__pointers_reads() {
                                                                (match (match b.__pointers_at(total + 1) {
                                                                    outcome => {
                                                                        let value;
                                                                        match outcome {
                                                                            pointers::__private::Ok(read) => value = read,
                                                                            pointers::__private::Err(error) => {
                                                                                let _ = (lent6, lent7);
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
                                                                                let _ = (lent6, lent7);
                                                                                break '__pointers0 error.__pointers_leave();
                                                                            }
                                                                        }
                                                                        value
                                                                    }
                                                                })
                                                            } else {
                                                                match cells7.__pointers_index(total + 1) {
                                                                    its_index => {
                                                                        match cells7.__pointers_get(&its_index) {
                                                                            pointers::__private::Some(value) => value,
                                                                            pointers::__private::None => {
                                                                                (match cells7.__pointers_reach(&its_index) {
                                                                                    pointers::__private::Ok(value) => value,
                                                                                    pointers::__private::Err(error) => {
                                                                                        let _ = (lent6, lent7);
                                                                                        break '__pointers0 error.__pointers_leave();
                                                                                    }
                                                                                });
                                                                                (match cells7.__pointers_late(&its_index) {
                                                                                    outcome => {
                                                                                        let value;
                                                                                        match outcome {
                                                                                            pointers::__private::Ok(read) => value = read,
                                                                                            pointers::__private::Err(error) => {
                                                                                                let _ = (lent6, lent7);
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
                                                            },
                                                        ))),
                                                    ),
                                            )
                                        {
                                            operand => {
                                                (if !cells6.__pointers_writes() {
                                                    (match __pointers_side
                                                        .handle(
                                                            &(match a.__pointers_lent().__pointers_at(total) {
                                                                outcome => {
                                                                    let value;
                                                                    match outcome {
                                                                        pointers::__private::Ok(read) => value = read,
                                                                        pointers::__private::Err(error) => {
                                                                            let _ = (lent6, lent7);
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
                                                            let _ = (lent6, lent7);
                                                            break '__pointers0 error.__pointers_leave();
                                                        }
                                                    })
                                                } else {
                                                    match cells6.__pointers_index(total) {
                                                        its_index => {
                                                            match (pointers::__private::Store {
                                                                view: &cells6,
                                                                value: operand,
                                                            })
                                                                .__pointers_set(&its_index)
                                                            {
                                                                pointers::__private::Ok(()) => {}
                                                                pointers::__private::Err(operand) => {
                                                                    (match cells6.__pointers_reach(&its_index) {
                                                                        pointers::__private::Ok(value) => value,
                                                                        pointers::__private::Err(error) => {
                                                                            let _ = (lent6, lent7);
                                                                            break '__pointers0 error.__pointers_leave();
                                                                        }
                                                                    });
                                                                    (match (pointers::__private::Store {
                                                                        view: &cells6,
                                                                        value: operand,
                                                                    })
                                                                        .__pointers_set_late(&its_index)
                                                                    {
                                                                        pointers::__private::Ok(value) => value,
                                                                        pointers::__private::Err(error) => {
                                                                            let _ = (lent6, lent7);
                                                                            break '__pointers0 error.__pointers_leave();
                                                                        }
                                                                    })
                                                                }
                                                            }
                                                        }
                                                    }
                                                })
                                            }
                                        }
                                    } else {
                                        __pointers_side.rusts();
                                        a[side8.index(total)]
                                            <<= __pointers_side
                                                .right(
                                                    &its_value,
                                                    (-(pointers::__private::ReadValue(
                                                        if !cells7.__pointers_reads() {
                                                            (match (match b.__pointers_at(total + 1) {
                                                                outcome => {
                                                                    let value;
                                                                    match outcome {
                                                                        pointers::__private::Ok(read) => value = read,
                                                                        pointers::__private::Err(error) => {
                                                                            let _ = (lent6, lent7);
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
                                                                            let _ = (lent6, lent7);
                                                                            break '__pointers0 error.__pointers_leave();
                                                                        }
                                                                    }
                                                                    value
                                                                }
                                                            })
                                                        } else {
                                                            match cells7.__pointers_index(total + 1) {
                                                                its_index => {
                                                                    match cells7.__pointers_get(&its_index) {
                                                                        pointers::__private::Some(value) => value,
                                                                        pointers::__private::None => {
                                                                            (match cells7.__pointers_reach(&its_index) {
                                                                                pointers::__private::Ok(value) => value,
                                                                                pointers::__private::Err(error) => {
                                                                                    let _ = (lent6, lent7);
                                                                                    break '__pointers0 error.__pointers_leave();
                                                                                }
                                                                            });
                                                                            (match cells7.__pointers_late(&its_index) {
                                                                                outcome => {
                                                                                    let value;
                                                                                    match outcome {
                                                                                        pointers::__private::Ok(read) => value = read,
                                                                                        pointers::__private::Err(error) => {
                                                                                            let _ = (lent6, lent7);
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
                                                        },
                                                    ))),
                                                );
                                    };
                                };
                                total += 1;
                            }
                        }
                    }
                }
                let mem = (match pointers::__private::Raised(calloc(9, 8))
                    .__pointers_raise()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                {
                    let its_cells = if true
                        && match total {
                            ref its_value => {
                                pointers::__private::Probe(its_value).__pointers_is_plain()
                            }
                        }
                    {
                        match match pointers::__private::Probe(&mem).__pointers_rest() {
                            pointers::__private::None => pointers::__private::None,
                            pointers::__private::Some(its_rest) => {
                                pointers::__private::Probe(&mem)
                                    .__pointers_cells(true, pointers::__private::Some(its_rest))
                            }
                        } {
                            pointers::__private::None => pointers::__private::None,
                            pointers::__private::Some(lent9) => {
                                pointers::__private::Some((lent9,))
                            }
                        }
                    } else {
                        pointers::__private::None
                    };
                    match its_cells {
                        pointers::__private::None => {
                            for p in mem {
                                {
                                    struct Site;
                                    impl pointers::__private::Name for Site {
                                        const NAME: &'static str = "p";
                                        const CHUNKS: bool = true;
                                    }
                                    pointers::__private::prove(
                                        &p,
                                        const { pointers::__private::fits::<_, Site>(8) },
                                    );
                                    (match (pointers::__private::Inferred {
                                        handle: p,
                                        value: total,
                                    })
                                        .__pointers_move()
                                    {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error.__pointers_leave();
                                        }
                                    })
                                };
                            }
                        }
                        pointers::__private::Some((lent9,)) => {
                            let cells9 = lent9.__pointers_lent();
                            for its_chunk in 0..cells9.__pointers_len() {
                                match total {
                                    operand => {
                                        (match its_chunk {
                                            its_index => {
                                                if !cells9.__pointers_writes() {
                                                    (match (pointers::__private::Inferred {
                                                        handle: (match mem.__pointers_at(its_index) {
                                                            outcome => {
                                                                let value;
                                                                match outcome {
                                                                    pointers::__private::Ok(read) => value = read,
                                                                    pointers::__private::Err(error) => {
                                                                        let _ = (lent9,);
                                                                        break '__pointers0 error.__pointers_leave();
                                                                    }
                                                                }
                                                                value
                                                            }
                                                        }),
                                                        value: operand,
                                                    })
                                                        .__pointers_move()
                                                    {
                                                        pointers::__private::Ok(value) => value,
                                                        pointers::__private::Err(error) => {
                                                            let _ = (lent9,);
                                                            break '__pointers0 error.__pointers_leave();
                                                        }
                                                    })
                                                } else {
                                                    match cells9.__pointers_index(its_index) {
                                                        its_index => {
                                                            match (pointers::__private::Store {
                                                                view: &cells9,
                                                                value: operand,
                                                            })
                                                                .__pointers_set(&its_index)
                                                            {
                                                                pointers::__private::Ok(()) => {}
                                                                pointers::__private::Err(operand) => {
                                                                    (match cells9.__pointers_reach(&its_index) {
                                                                        pointers::__private::Ok(value) => value,
                                                                        pointers::__private::Err(error) => {
                                                                            let _ = (lent9,);
                                                                            break '__pointers0 error.__pointers_leave();
                                                                        }
                                                                    });
                                                                    (match (pointers::__private::Store {
                                                                        view: &cells9,
                                                                        value: operand,
                                                                    })
                                                                        .__pointers_set_late(&its_index)
                                                                    {
                                                                        pointers::__private::Ok(value) => value,
                                                                        pointers::__private::Err(error) => {
                                                                            let _ = (lent9,);
                                                                            break '__pointers0 error.__pointers_leave();
                                                                        }
                                                                    })
                                                                }
                                                            }
                                                        }
                                                    }
                                                }
                                            }
                                        })
                                    }
                                };
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
