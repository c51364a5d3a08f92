fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let a: MallocPointer<MallocPointer<u64>> = rows;
                let view1 = pointers::__private::Probe(&a).__pointers_view();
                let seen3 = pointers::__private::Seen::new();
                let seen4 = pointers::__private::Seen::new();
                let seen6 = pointers::__private::Seen::new();
                let seen7 = pointers::__private::Seen::new();
                {
                    let its_kept = if true
                        && match k {
                            ref its_value => {
                                pointers::__private::Probe(its_value).__pointers_is_plain()
                            }
                        }
                        && match sum {
                            ref its_value => {
                                pointers::__private::Probe(its_value).__pointers_is_plain()
                            }
                        } && pointers::__private::is_primitive::<u64>()
                        && pointers::__private::Probe(&row).__pointers_has_fields()
                        && pointers::__private::Probe(&a).__pointers_has_plain_rows()
                    {
                        match pointers::__private::Kept(
                                pointers::__private::Some(
                                    (match (match row.__pointers_p_arrow() {
                                        pointers::__private::Ok(value) => {
                                            value.__pointers_through("row")
                                        }
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("", "row")
                                                .__pointers_leave();
                                        }
                                    })
                                        .__pointers_p_field(|its_whole| &its_whole.chars)
                                    {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("", "row->chars")
                                                .__pointers_leave();
                                        }
                                    }),
                                ),
                            )
                            .__pointers_p_handle()
                        {
                            pointers::__private::None => pointers::__private::None,
                            pointers::__private::Some(kept2) => {
                                if true
                                    && pointers::__private::Probe(&kept2).__pointers_has_plain()
                                {
                                    pointers::__private::Some((kept2,))
                                } else {
                                    pointers::__private::None
                                }
                            }
                        }
                    } else {
                        pointers::__private::None
                    };
                    match its_kept {
                        pointers::__private::None => {
                            while k < 9 {
                                if (*(match (match (pointers::__private::At(
                                    (match (match (match row.__pointers_p_arrow() {
                                        pointers::__private::Ok(value) => {
                                            value.__pointers_through("row")
                                        }
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("", "row")
                                                .__pointers_leave();
                                        }
                                    })
                                        .__pointers_p_field(|its_whole| &its_whole.chars)
                                    {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("", "row->chars")
                                                .__pointers_leave();
                                        }
                                    })
                                        .__pointers_p_load()
                                    {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("", "row->chars")
                                                .__pointers_leave();
                                        }
                                    }),
                                    k,
                                ))
                                    .__pointers_p_seen(&seen3)
                                    .__pointers_p_at()
                                {
                                    pointers::__private::Ok(value) => {
                                        value.__pointers_through("row->chars")
                                    }
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error
                                            .__pointers_named("row->chars", "row->chars[k]")
                                            .__pointers_leave();
                                    }
                                })
                                    .__pointers_p_look()
                                {
                                    outcome => {
                                        let value;
                                        match outcome {
                                            pointers::__private::Ok(read) => value = read,
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error
                                                    .__pointers_named("", "row->chars[k]")
                                                    .__pointers_leave();
                                            }
                                        }
                                        value
                                    }
                                })) == b'a'
                                {
                                    {
                                        #[allow(unreachable_code)]
                                        let __pointers_step = if true {
                                            pointers::__private::side()
                                        } else {
                                            pointers::__private::never();
                                            let __pointers_sides = pointers::__private::Sides::alone(
                                                &raw const sum,
                                            );
                                            __pointers_sides.__pointers_add()
                                        };
                                        let failure = __pointers_step.failure();
                                        sum
                                            += __pointers_step
                                                .operand(
                                                    u64::from(
                                                        (-(pointers::__private::ReadValue(
                                                            match (pointers::__private::At(
                                                                (match k {
                                                                    its_index => {
                                                                        if !view1.__pointers_has_rows() {
                                                                            (match (match a.__pointers_p_at(its_index) {
                                                                                pointers::__private::Ok(value) => {
                                                                                    value.__pointers_through("a")
                                                                                }
                                                                                pointers::__private::Err(error) => {
                                                                                    break '__pointers0 error
                                                                                        .__pointers_named("a", "a[k]")
                                                                                        .__pointers_leave();
                                                                                }
                                                                            })
                                                                                .__pointers_p_load()
                                                                            {
                                                                                pointers::__private::Ok(value) => value,
                                                                                pointers::__private::Err(error) => {
                                                                                    break '__pointers0 error
                                                                                        .__pointers_named("", "a[k]")
                                                                                        .__pointers_leave();
                                                                                }
                                                                            })
                                                                        } else {
                                                                            match view1.__pointers_kept_index(its_index) {
                                                                                (its_distance, its_index) => {
                                                                                    match view1.__pointers_row(&its_distance) {
                                                                                        pointers::__private::Some(its_row) => its_row,
                                                                                        pointers::__private::None => {
                                                                                            (match (match a.__pointers_p_at(its_index) {
                                                                                                pointers::__private::Ok(value) => {
                                                                                                    value.__pointers_through("a")
                                                                                                }
                                                                                                pointers::__private::Err(error) => {
                                                                                                    break '__pointers0 error
                                                                                                        .__pointers_named("a", "a[k]")
                                                                                                        .__pointers_leave();
                                                                                                }
                                                                                            })
                                                                                                .__pointers_p_load()
                                                                                            {
                                                                                                pointers::__private::Ok(value) => value,
                                                                                                pointers::__private::Err(error) => {
                                                                                                    break '__pointers0 error
                                                                                                        .__pointers_named("", "a[k]")
                                                                                                        .__pointers_leave();
                                                                                                }
                                                                                            })
                                                                                        }
                                                                                    }
                                                                                }
                                                                            }
                                                                        }
                                                                    }
                                                                }),
                                                                0,
                                                            ))
                                                                .__pointers_p_seen(&seen4)
                                                            {
                                                                its_element => {
                                                                    if its_element.__pointers_p_is_apart() {
                                                                        (match (match its_element.__pointers_p_at() {
                                                                            pointers::__private::Ok(value) => {
                                                                                value.__pointers_through("a[k]")
                                                                            }
                                                                            pointers::__private::Err(error) => {
                                                                                break '__pointers0 error
                                                                                    .__pointers_named("a[k]", "a[k][0]")
                                                                                    .__pointers_leave();
                                                                            }
                                                                        })
                                                                            .__pointers_p_value()
                                                                        {
                                                                            outcome => {
                                                                                let value;
                                                                                match outcome {
                                                                                    pointers::__private::Ok(read) => value = read,
                                                                                    pointers::__private::Err(error) => {
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("", "a[k][0]")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                }
                                                                                value
                                                                            }
                                                                        })
                                                                    } else {
                                                                        (match its_element.__pointers_p_copied() {
                                                                            outcome => {
                                                                                let value;
                                                                                match outcome {
                                                                                    pointers::__private::Ok(read) => value = read,
                                                                                    pointers::__private::Err(error) => {
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("a[k]", "a[k][0]")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                }
                                                                                value
                                                                            }
                                                                        })
                                                                    }
                                                                }
                                                            },
                                                        ))),
                                                    ),
                                                    &failure,
                                                );
                                        (match failure.outcome() {
                                            pointers::__private::Ok(value) => value,
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error.__pointers_leave();
                                            }
                                        })
                                    };
                                }
                                {
                                    #[allow(unreachable_code)]
                                    let __pointers_step = if true {
                                        pointers::__private::side()
                                    } else {
                                        pointers::__private::never();
                                        let __pointers_sides = pointers::__private::Sides::of(
                                            &raw const k,
                                            1,
                                        );
                                        __pointers_sides.__pointers_add()
                                    };
                                    let failure = __pointers_step.failure();
                                    k += __pointers_step.operand(1, &failure);
                                    (match failure.outcome() {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error.__pointers_leave();
                                        }
                                    })
                                };
                            }
                        }
                        pointers::__private::Some((kept2,)) => {
                            let view2 = pointers::__private::Probe(&kept2)
                                .__pointers_view();
                            while k < 9 {
                                if (*(match () {
                                    () => {
                                        if !view2.__pointers_reads() {
                                            (match k {
                                                index5 => {
                                                    (match (match (pointers::__private::At(
                                                        (if !kept2.__pointers_is_kept() {
                                                            (match (match (match row.__pointers_p_arrow() {
                                                                pointers::__private::Ok(value) => {
                                                                    value.__pointers_through("row")
                                                                }
                                                                pointers::__private::Err(error) => {
                                                                    break '__pointers0 error
                                                                        .__pointers_named("", "row")
                                                                        .__pointers_leave();
                                                                }
                                                            })
                                                                .__pointers_p_field(|its_whole| &its_whole.chars)
                                                            {
                                                                pointers::__private::Ok(value) => value,
                                                                pointers::__private::Err(error) => {
                                                                    break '__pointers0 error
                                                                        .__pointers_named("", "row->chars")
                                                                        .__pointers_leave();
                                                                }
                                                            })
                                                                .__pointers_p_load()
                                                            {
                                                                pointers::__private::Ok(value) => value,
                                                                pointers::__private::Err(error) => {
                                                                    break '__pointers0 error
                                                                        .__pointers_named("", "row->chars")
                                                                        .__pointers_leave();
                                                                }
                                                            })
                                                        } else {
                                                            kept2.__pointers_kept()
                                                        }),
                                                        index5,
                                                    ))
                                                        .__pointers_p_seen(&seen6)
                                                        .__pointers_p_at()
                                                    {
                                                        pointers::__private::Ok(value) => {
                                                            value.__pointers_through("row->chars")
                                                        }
                                                        pointers::__private::Err(error) => {
                                                            break '__pointers0 error
                                                                .__pointers_named("row->chars", "row->chars[k]")
                                                                .__pointers_leave();
                                                        }
                                                    })
                                                        .__pointers_p_look()
                                                    {
                                                        outcome => {
                                                            let value;
                                                            match outcome {
                                                                pointers::__private::Ok(read) => value = read,
                                                                pointers::__private::Err(error) => {
                                                                    break '__pointers0 error
                                                                        .__pointers_named("", "row->chars[k]")
                                                                        .__pointers_leave();
                                                                }
                                                            }
                                                            value
                                                        }
                                                    })
                                                }
                                            })
                                        } else {
                                            match view2.__pointers_index(k) {
                                                its_index => {
                                                    view2
                                                        .__pointers_looked(
                                                            match view2.__pointers_get(&its_index) {
                                                                pointers::__private::Some(value) => value,
                                                                pointers::__private::None => {
                                                                    (match view2.__pointers_reach(&its_index) {
                                                                        pointers::__private::Ok(value) => value,
                                                                        pointers::__private::Err(error) => {
                                                                            break '__pointers0 error
                                                                                .__pointers_named("row->chars", "row->chars[k]")
                                                                                .__pointers_leave();
                                                                        }
                                                                    });
                                                                    (match view2.__pointers_late(&its_index) {
                                                                        outcome => {
                                                                            let value;
                                                                            match outcome {
                                                                                pointers::__private::Ok(read) => value = read,
                                                                                pointers::__private::Err(error) => {
                                                                                    break '__pointers0 error
                                                                                        .__pointers_named("row->chars", "row->chars[k]")
                                                                                        .__pointers_leave();
                                                                                }
                                                                            }
                                                                            value
                                                                        }
                                                                    })
                                                                }
                                                            },
                                                        )
                                                }
                                            }
                                        }
                                    }
                                })) == b'a'
                                {
                                    {
                                        #[allow(unreachable_code)]
                                        let __pointers_step = if true {
                                            pointers::__private::side()
                                        } else {
                                            pointers::__private::never();
                                            let __pointers_sides = pointers::__private::Sides::alone(
                                                &raw const sum,
                                            );
                                            __pointers_sides.__pointers_add()
                                        };
                                        let failure = __pointers_step.failure();
                                        sum
                                            += __pointers_step
                                                .operand(
                                                    u64::from(
                                                        (-(pointers::__private::ReadValue(
                                                            match (pointers::__private::At(
                                                                (match k {
                                                                    its_index => {
                                                                        if !view1.__pointers_has_rows() {
                                                                            (match (match a.__pointers_p_at(its_index) {
                                                                                pointers::__private::Ok(value) => {
                                                                                    value.__pointers_through("a")
                                                                                }
                                                                                pointers::__private::Err(error) => {
                                                                                    break '__pointers0 error
                                                                                        .__pointers_named("a", "a[k]")
                                                                                        .__pointers_leave();
                                                                                }
                                                                            })
                                                                                .__pointers_p_load()
                                                                            {
                                                                                pointers::__private::Ok(value) => value,
                                                                                pointers::__private::Err(error) => {
                                                                                    break '__pointers0 error
                                                                                        .__pointers_named("", "a[k]")
                                                                                        .__pointers_leave();
                                                                                }
                                                                            })
                                                                        } else {
                                                                            match view1.__pointers_kept_index(its_index) {
                                                                                (its_distance, its_index) => {
                                                                                    match view1.__pointers_row(&its_distance) {
                                                                                        pointers::__private::Some(its_row) => its_row,
                                                                                        pointers::__private::None => {
                                                                                            (match (match a.__pointers_p_at(its_index) {
                                                                                                pointers::__private::Ok(value) => {
                                                                                                    value.__pointers_through("a")
                                                                                                }
                                                                                                pointers::__private::Err(error) => {
                                                                                                    break '__pointers0 error
                                                                                                        .__pointers_named("a", "a[k]")
                                                                                                        .__pointers_leave();
                                                                                                }
                                                                                            })
                                                                                                .__pointers_p_load()
                                                                                            {
                                                                                                pointers::__private::Ok(value) => value,
                                                                                                pointers::__private::Err(error) => {
                                                                                                    break '__pointers0 error
                                                                                                        .__pointers_named("", "a[k]")
                                                                                                        .__pointers_leave();
                                                                                                }
                                                                                            })
                                                                                        }
                                                                                    }
                                                                                }
                                                                            }
                                                                        }
                                                                    }
                                                                }),
                                                                0,
                                                            ))
                                                                .__pointers_p_seen(&seen7)
                                                            {
                                                                its_element => {
                                                                    if its_element.__pointers_p_is_apart() {
                                                                        (match (match its_element.__pointers_p_at() {
                                                                            pointers::__private::Ok(value) => {
                                                                                value.__pointers_through("a[k]")
                                                                            }
                                                                            pointers::__private::Err(error) => {
                                                                                break '__pointers0 error
                                                                                    .__pointers_named("a[k]", "a[k][0]")
                                                                                    .__pointers_leave();
                                                                            }
                                                                        })
                                                                            .__pointers_p_value()
                                                                        {
                                                                            outcome => {
                                                                                let value;
                                                                                match outcome {
                                                                                    pointers::__private::Ok(read) => value = read,
                                                                                    pointers::__private::Err(error) => {
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("", "a[k][0]")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                }
                                                                                value
                                                                            }
                                                                        })
                                                                    } else {
                                                                        (match its_element.__pointers_p_copied() {
                                                                            outcome => {
                                                                                let value;
                                                                                match outcome {
                                                                                    pointers::__private::Ok(read) => value = read,
                                                                                    pointers::__private::Err(error) => {
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("a[k]", "a[k][0]")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                }
                                                                                value
                                                                            }
                                                                        })
                                                                    }
                                                                }
                                                            },
                                                        ))),
                                                    ),
                                                    &failure,
                                                );
                                        (match failure.outcome() {
                                            pointers::__private::Ok(value) => value,
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error.__pointers_leave();
                                            }
                                        })
                                    };
                                }
                                {
                                    #[allow(unreachable_code)]
                                    let __pointers_step = if true {
                                        pointers::__private::side()
                                    } else {
                                        pointers::__private::never();
                                        let __pointers_sides = pointers::__private::Sides::of(
                                            &raw const k,
                                            1,
                                        );
                                        __pointers_sides.__pointers_add()
                                    };
                                    let failure = __pointers_step.failure();
                                    k += __pointers_step.operand(1, &failure);
                                    (match failure.outcome() {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error.__pointers_leave();
                                        }
                                    })
                                };
                            }
                        }
                    }
                }
                let view8 = pointers::__private::Probe(&a).__pointers_view();
                let seen10 = pointers::__private::Seen::new();
                let seen11 = pointers::__private::Seen::new();
                let seen12 = pointers::__private::Seen::new();
                let seen14 = pointers::__private::Seen::new();
                let seen16 = pointers::__private::Seen::new();
                let seen18 = pointers::__private::Seen::new();
                match (0, n) {
                    (its_low, its_high) => {
                        let its_kept = if true
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
                            match pointers::__private::Kept(a.__pointers_p_kept_at(0))
                                .__pointers_p_handle()
                            {
                                pointers::__private::None => pointers::__private::None,
                                pointers::__private::Some(kept9) => {
                                    if true
                                        && pointers::__private::Probe(&kept9).__pointers_has_plain()
                                    {
                                        pointers::__private::Some((kept9,))
                                    } else {
                                        pointers::__private::None
                                    }
                                }
                            }
                        } else {
                            pointers::__private::None
                        };
                        match its_kept {
                            pointers::__private::None => {
                                for i in its_low..its_high {
                                    {
                                        #[allow(unreachable_code)]
                                        let its_type = if true {
                                            pointers::__private::TypeOf::unknown()
                                        } else {
                                            pointers::__private::never();
                                            (match (pointers::__private::At(
                                                (match 0 {
                                                    its_index => {
                                                        if !view8.__pointers_has_rows() {
                                                            (match (match a.__pointers_p_at_mut(its_index) {
                                                                pointers::__private::Ok(value) => {
                                                                    value.__pointers_through("a")
                                                                }
                                                                pointers::__private::Err(error) => {
                                                                    break '__pointers0 error
                                                                        .__pointers_named("a", "a[0]")
                                                                        .__pointers_leave();
                                                                }
                                                            })
                                                                .__pointers_p_load()
                                                            {
                                                                pointers::__private::Ok(value) => value,
                                                                pointers::__private::Err(error) => {
                                                                    break '__pointers0 error
                                                                        .__pointers_named("", "a[0]")
                                                                        .__pointers_leave();
                                                                }
                                                            })
                                                        } else {
                                                            match view8.__pointers_kept_index(its_index) {
                                                                (its_distance, its_index) => {
                                                                    match view8.__pointers_row(&its_distance) {
                                                                        pointers::__private::Some(its_row) => its_row,
                                                                        pointers::__private::None => {
                                                                            (match (match a.__pointers_p_at_mut(its_index) {
                                                                                pointers::__private::Ok(value) => {
                                                                                    value.__pointers_through("a")
                                                                                }
                                                                                pointers::__private::Err(error) => {
                                                                                    break '__pointers0 error
                                                                                        .__pointers_named("a", "a[0]")
                                                                                        .__pointers_leave();
                                                                                }
                                                                            })
                                                                                .__pointers_p_load()
                                                                            {
                                                                                pointers::__private::Ok(value) => value,
                                                                                pointers::__private::Err(error) => {
                                                                                    break '__pointers0 error
                                                                                        .__pointers_named("", "a[0]")
                                                                                        .__pointers_leave();
                                                                                }
                                                                            })
                                                                        }
                                                                    }
                                                                }
                                                            }
                                                        }
                                                    }
                                                }),
                                                i,
                                            ))
                                                .__pointers_p_seen(&seen10)
                                                .__pointers_p_at_mut()
                                            {
                                                pointers::__private::Ok(value) => {
                                                    value.__pointers_through("a[0]")
                                                }
                                                pointers::__private::Err(error) => {
                                                    break '__pointers0 error
                                                        .__pointers_named("a[0]", "a[0][i]")
                                                        .__pointers_leave();
                                                }
                                            })
                                                .__pointers_p_type()
                                        };
                                        match its_type.value(3) {
                                            __pointers_operand => {
                                                (match (match (pointers::__private::At(
                                                    (match 0 {
                                                        its_index => {
                                                            if !view8.__pointers_has_rows() {
                                                                (match (match a.__pointers_p_at_mut(its_index) {
                                                                    pointers::__private::Ok(value) => {
                                                                        value.__pointers_through("a")
                                                                    }
                                                                    pointers::__private::Err(error) => {
                                                                        break '__pointers0 error
                                                                            .__pointers_named("a", "a[0]")
                                                                            .__pointers_leave();
                                                                    }
                                                                })
                                                                    .__pointers_p_load()
                                                                {
                                                                    pointers::__private::Ok(value) => value,
                                                                    pointers::__private::Err(error) => {
                                                                        break '__pointers0 error
                                                                            .__pointers_named("", "a[0]")
                                                                            .__pointers_leave();
                                                                    }
                                                                })
                                                            } else {
                                                                match view8.__pointers_kept_index(its_index) {
                                                                    (its_distance, its_index) => {
                                                                        match view8.__pointers_row(&its_distance) {
                                                                            pointers::__private::Some(its_row) => its_row,
                                                                            pointers::__private::None => {
                                                                                (match (match a.__pointers_p_at_mut(its_index) {
                                                                                    pointers::__private::Ok(value) => {
                                                                                        value.__pointers_through("a")
                                                                                    }
                                                                                    pointers::__private::Err(error) => {
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("a", "a[0]")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                })
                                                                                    .__pointers_p_load()
                                                                                {
                                                                                    pointers::__private::Ok(value) => value,
                                                                                    pointers::__private::Err(error) => {
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("", "a[0]")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                })
                                                                            }
                                                                        }
                                                                    }
                                                                }
                                                            }
                                                        }
                                                    }),
                                                    i,
                                                ))
                                                    .__pointers_p_seen(&seen11)
                                                    .__pointers_p_at_mut()
                                                {
                                                    pointers::__private::Ok(value) => {
                                                        value.__pointers_through("a[0]")
                                                    }
                                                    pointers::__private::Err(error) => {
                                                        break '__pointers0 error
                                                            .__pointers_named("a[0]", "a[0][i]")
                                                            .__pointers_leave();
                                                    }
                                                })
                                                    .__pointers_p_assign(__pointers_operand)
                                                {
                                                    pointers::__private::Ok(value) => value,
                                                    pointers::__private::Err(error) => {
                                                        break '__pointers0 error
                                                            .__pointers_named("", "a[0][i]")
                                                            .__pointers_leave();
                                                    }
                                                })
                                            }
                                        }
                                    };
                                }
                            }
                            pointers::__private::Some((kept9,)) => {
                                let view9 = pointers::__private::Probe(&kept9)
                                    .__pointers_view();
                                match (its_low, its_high) {
                                    (its_low, its_high) => {
                                        let its_cells = if true
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
                                                    pointers::__private::Probe(&kept9)
                                                        .__pointers_cells(true, pointers::__private::Some(its_need))
                                                }
                                            } {
                                                pointers::__private::None => pointers::__private::None,
                                                pointers::__private::Some(lent15) => {
                                                    pointers::__private::Some((lent15,))
                                                }
                                            }
                                        } else {
                                            pointers::__private::None
                                        };
                                        match its_cells {
                                            pointers::__private::None => {
                                                for i in its_low..its_high {
                                                    {
                                                        #[allow(unreachable_code)]
                                                        let its_type = if true {
                                                            pointers::__private::TypeOf::unknown()
                                                        } else {
                                                            pointers::__private::never();
                                                            (match (pointers::__private::At(
                                                                (if !kept9.__pointers_is_kept() {
                                                                    (match (match a.__pointers_p_at_mut(0) {
                                                                        pointers::__private::Ok(value) => {
                                                                            value.__pointers_through("a")
                                                                        }
                                                                        pointers::__private::Err(error) => {
                                                                            break '__pointers0 error
                                                                                .__pointers_named("a", "a[0]")
                                                                                .__pointers_leave();
                                                                        }
                                                                    })
                                                                        .__pointers_p_load()
                                                                    {
                                                                        pointers::__private::Ok(value) => value,
                                                                        pointers::__private::Err(error) => {
                                                                            break '__pointers0 error
                                                                                .__pointers_named("", "a[0]")
                                                                                .__pointers_leave();
                                                                        }
                                                                    })
                                                                } else {
                                                                    kept9.__pointers_kept()
                                                                }),
                                                                i,
                                                            ))
                                                                .__pointers_p_seen(&seen12)
                                                                .__pointers_p_at_mut()
                                                            {
                                                                pointers::__private::Ok(value) => {
                                                                    value.__pointers_through("a[0]")
                                                                }
                                                                pointers::__private::Err(error) => {
                                                                    break '__pointers0 error
                                                                        .__pointers_named("a[0]", "a[0][i]")
                                                                        .__pointers_leave();
                                                                }
                                                            })
                                                                .__pointers_p_type()
                                                        };
                                                        match its_type.value(3) {
                                                            operand => {
                                                                (if !view9.__pointers_writes() {
                                                                    (match i {
                                                                        index13 => {
                                                                            (match (match (pointers::__private::At(
                                                                                (if !kept9.__pointers_is_kept() {
                                                                                    (match (match a.__pointers_p_at_mut(0) {
                                                                                        pointers::__private::Ok(value) => {
                                                                                            value.__pointers_through("a")
                                                                                        }
                                                                                        pointers::__private::Err(error) => {
                                                                                            break '__pointers0 error
                                                                                                .__pointers_named("a", "a[0]")
                                                                                                .__pointers_leave();
                                                                                        }
                                                                                    })
                                                                                        .__pointers_p_load()
                                                                                    {
                                                                                        pointers::__private::Ok(value) => value,
                                                                                        pointers::__private::Err(error) => {
                                                                                            break '__pointers0 error
                                                                                                .__pointers_named("", "a[0]")
                                                                                                .__pointers_leave();
                                                                                        }
                                                                                    })
                                                                                } else {
                                                                                    kept9.__pointers_kept()
                                                                                }),
                                                                                index13,
                                                                            ))
                                                                                .__pointers_p_seen(&seen14)
                                                                                .__pointers_p_at_mut()
                                                                            {
                                                                                pointers::__private::Ok(value) => {
                                                                                    value.__pointers_through("a[0]")
                                                                                }
                                                                                pointers::__private::Err(error) => {
                                                                                    break '__pointers0 error
                                                                                        .__pointers_named("a[0]", "a[0][i]")
                                                                                        .__pointers_leave();
                                                                                }
                                                                            })
                                                                                .__pointers_p_assign(operand)
                                                                            {
                                                                                pointers::__private::Ok(value) => value,
                                                                                pointers::__private::Err(error) => {
                                                                                    break '__pointers0 error
                                                                                        .__pointers_named("", "a[0][i]")
                                                                                        .__pointers_leave();
                                                                                }
                                                                            })
                                                                        }
                                                                    })
                                                                } else {
                                                                    match view9.__pointers_index(i) {
                                                                        its_index => {
                                                                            match (pointers::__private::Store {
                                                                                view: &view9,
                                                                                value: operand,
                                                                            })
                                                                                .__pointers_set(&its_index)
                                                                            {
                                                                                pointers::__private::Ok(()) => {}
                                                                                pointers::__private::Err(operand) => {
                                                                                    (match view9.__pointers_reach(&its_index) {
                                                                                        pointers::__private::Ok(value) => value,
                                                                                        pointers::__private::Err(error) => {
                                                                                            break '__pointers0 error
                                                                                                .__pointers_named("a[0]", "a[0][i]")
                                                                                                .__pointers_leave();
                                                                                        }
                                                                                    });
                                                                                    (match (pointers::__private::Store {
                                                                                        view: &view9,
                                                                                        value: operand,
                                                                                    })
                                                                                        .__pointers_set_late(&its_index)
                                                                                    {
                                                                                        pointers::__private::Ok(value) => value,
                                                                                        pointers::__private::Err(error) => {
                                                                                            break '__pointers0 error
                                                                                                .__pointers_named("a[0]", "a[0][i]")
                                                                                                .__pointers_leave();
                                                                                        }
                                                                                    })
                                                                                }
                                                                            }
                                                                        }
                                                                    }
                                                                })
                                                            }
                                                        }
                                                    };
                                                }
                                            }
                                            pointers::__private::Some((lent15,)) => {
                                                let cells15 = lent15.__pointers_lent();
                                                for i in its_low..its_high {
                                                    {
                                                        #[allow(unreachable_code)]
                                                        let its_type = if true {
                                                            pointers::__private::TypeOf::unknown()
                                                        } else {
                                                            pointers::__private::never();
                                                            (match (pointers::__private::At(
                                                                (if !kept9.__pointers_is_kept() {
                                                                    (match (match a.__pointers_p_at_mut(0) {
                                                                        pointers::__private::Ok(value) => {
                                                                            value.__pointers_through("a")
                                                                        }
                                                                        pointers::__private::Err(error) => {
                                                                            let _ = (lent15,);
                                                                            break '__pointers0 error
                                                                                .__pointers_named("a", "a[0]")
                                                                                .__pointers_leave();
                                                                        }
                                                                    })
                                                                        .__pointers_p_load()
                                                                    {
                                                                        pointers::__private::Ok(value) => value,
                                                                        pointers::__private::Err(error) => {
                                                                            let _ = (lent15,);
                                                                            break '__pointers0 error
                                                                                .__pointers_named("", "a[0]")
                                                                                .__pointers_leave();
                                                                        }
                                                                    })
                                                                } else {
                                                                    kept9.__pointers_kept()
                                                                }),
                                                                i,
                                                            ))
                                                                .__pointers_p_seen(&seen16)
                                                                .__pointers_p_at_mut()
                                                            {
                                                                pointers::__private::Ok(value) => {
                                                                    value.__pointers_through("a[0]")
                                                                }
                                                                pointers::__private::Err(error) => {
                                                                    let _ = (lent15,);
                                                                    break '__pointers0 error
                                                                        .__pointers_named("a[0]", "a[0][i]")
                                                                        .__pointers_leave();
                                                                }
                                                            })
                                                                .__pointers_p_type()
                                                        };
                                                        match its_type.value(3) {
                                                            operand => {
                                                                (if !cells15.__pointers_writes() {
                                                                    (match i {
                                                                        index17 => {
                                                                            (match (match (pointers::__private::At(
                                                                                (if !kept9.__pointers_is_kept() {
                                                                                    (match (match a.__pointers_p_at_mut(0) {
                                                                                        pointers::__private::Ok(value) => {
                                                                                            value.__pointers_through("a")
                                                                                        }
                                                                                        pointers::__private::Err(error) => {
                                                                                            let _ = (lent15,);
                                                                                            break '__pointers0 error
                                                                                                .__pointers_named("a", "a[0]")
                                                                                                .__pointers_leave();
                                                                                        }
                                                                                    })
                                                                                        .__pointers_p_load()
                                                                                    {
                                                                                        pointers::__private::Ok(value) => value,
                                                                                        pointers::__private::Err(error) => {
                                                                                            let _ = (lent15,);
                                                                                            break '__pointers0 error
                                                                                                .__pointers_named("", "a[0]")
                                                                                                .__pointers_leave();
                                                                                        }
                                                                                    })
                                                                                } else {
                                                                                    kept9.__pointers_kept()
                                                                                }),
                                                                                index17,
                                                                            ))
                                                                                .__pointers_p_seen(&seen18)
                                                                                .__pointers_p_at_mut()
                                                                            {
                                                                                pointers::__private::Ok(value) => {
                                                                                    value.__pointers_through("a[0]")
                                                                                }
                                                                                pointers::__private::Err(error) => {
                                                                                    let _ = (lent15,);
                                                                                    break '__pointers0 error
                                                                                        .__pointers_named("a[0]", "a[0][i]")
                                                                                        .__pointers_leave();
                                                                                }
                                                                            })
                                                                                .__pointers_p_assign(operand)
                                                                            {
                                                                                pointers::__private::Ok(value) => value,
                                                                                pointers::__private::Err(error) => {
                                                                                    let _ = (lent15,);
                                                                                    break '__pointers0 error
                                                                                        .__pointers_named("", "a[0][i]")
                                                                                        .__pointers_leave();
                                                                                }
                                                                            })
                                                                        }
                                                                    })
                                                                } else {
                                                                    match cells15.__pointers_index(i) {
                                                                        its_index => {
                                                                            match (pointers::__private::Store {
                                                                                view: &cells15,
                                                                                value: operand,
                                                                            })
                                                                                .__pointers_set(&its_index)
                                                                            {
                                                                                pointers::__private::Ok(()) => {}
                                                                                pointers::__private::Err(operand) => {
                                                                                    (match cells15.__pointers_reach(&its_index) {
                                                                                        pointers::__private::Ok(value) => value,
                                                                                        pointers::__private::Err(error) => {
                                                                                            let _ = (lent15,);
                                                                                            break '__pointers0 error
                                                                                                .__pointers_named("a[0]", "a[0][i]")
                                                                                                .__pointers_leave();
                                                                                        }
                                                                                    });
                                                                                    (match (pointers::__private::Store {
                                                                                        view: &cells15,
                                                                                        value: operand,
                                                                                    })
                                                                                        .__pointers_set_late(&its_index)
                                                                                    {
                                                                                        pointers::__private::Ok(value) => value,
                                                                                        pointers::__private::Err(error) => {
                                                                                            let _ = (lent15,);
                                                                                            break '__pointers0 error
                                                                                                .__pointers_named("a[0]", "a[0][i]")
                                                                                                .__pointers_leave();
                                                                                        }
                                                                                    })
                                                                                }
                                                                            }
                                                                        }
                                                                    }
                                                                })
                                                            }
                                                        }
                                                    };
                                                }
                                            }
                                        }
                                    }
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
