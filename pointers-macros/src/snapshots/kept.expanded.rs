fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let seen3 = pointers::__private::Seen::new();
                let seen5 = pointers::__private::Seen::new();
                let seen6 = pointers::__private::Seen::new();
                let seen8 = pointers::__private::Seen::new();
                let seen10 = pointers::__private::Seen::new();
                let seen12 = pointers::__private::Seen::new();
                let seen14 = pointers::__private::Seen::new();
                let seen16 = pointers::__private::Seen::new();
                let seen20 = pointers::__private::Seen::new();
                let seen22 = pointers::__private::Seen::new();
                let seen24 = pointers::__private::Seen::new();
                let seen26 = pointers::__private::Seen::new();
                match (
                    0,
                    (-(pointers::__private::ReadValue(
                        match (match (match row.__pointers_p_arrow() {
                            pointers::__private::Ok(value) => {
                                value.__pointers_through("row")
                            }
                            pointers::__private::Err(error) => {
                                break '__pointers0 error
                                    .__pointers_named("", "row")
                                    .__pointers_leave();
                            }
                        })
                            .__pointers_p_field(|its_whole| &its_whole.size)
                        {
                            pointers::__private::Ok(value) => value,
                            pointers::__private::Err(error) => {
                                break '__pointers0 error
                                    .__pointers_named("", "row->size")
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
                                            .__pointers_named("", "row->size")
                                            .__pointers_leave();
                                    }
                                }
                                value
                            }
                        },
                    ))),
                ) {
                    (its_low, its_high) => {
                        let its_kept = if true
                            && match at {
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
                            } && pointers::__private::Probe(&row).__pointers_has_fields()
                            && pointers::__private::Probe(&row).__pointers_has_fields()
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
                                pointers::__private::Some(kept1) => {
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
                                                    .__pointers_p_field(|its_whole| &its_whole.shown)
                                                {
                                                    pointers::__private::Ok(value) => value,
                                                    pointers::__private::Err(error) => {
                                                        break '__pointers0 error
                                                            .__pointers_named("", "row->shown")
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
                                                && pointers::__private::Probe(&kept1).__pointers_has_plain()
                                                && pointers::__private::Probe(&kept2).__pointers_has_plain()
                                            {
                                                pointers::__private::Some((kept1, kept2))
                                            } else {
                                                pointers::__private::None
                                            }
                                        }
                                    }
                                }
                            }
                        } else {
                            pointers::__private::None
                        };
                        match its_kept {
                            pointers::__private::None => {
                                for i in its_low..its_high {
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
                                        i,
                                    ))
                                        .__pointers_p_seen(&seen3)
                                        .__pointers_p_at()
                                    {
                                        pointers::__private::Ok(value) => {
                                            value.__pointers_through("row->chars")
                                        }
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("row->chars", "row->chars[i]")
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
                                                        .__pointers_named("", "row->chars[i]")
                                                        .__pointers_leave();
                                                }
                                            }
                                            value
                                        }
                                    })) == b'a'
                                    {
                                        {
                                            #[allow(unreachable_code)]
                                            let its_type = if true {
                                                pointers::__private::TypeOf::unknown()
                                            } else {
                                                pointers::__private::never();
                                                (match ({
                                                    let place = &mut at;
                                                    let its_value = *place;
                                                    (match (*(place)).__pointers_up() {
                                                        pointers::__private::Ok(value) => value,
                                                        pointers::__private::Err(error) => {
                                                            break '__pointers0 error.__pointers_leave();
                                                        }
                                                    });
                                                    its_value
                                                }) {
                                                    index4 => {
                                                        (match (pointers::__private::At(
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
                                                                .__pointers_p_field_mut(|its_whole| &mut its_whole.shown)
                                                            {
                                                                pointers::__private::Ok(value) => value,
                                                                pointers::__private::Err(error) => {
                                                                    break '__pointers0 error
                                                                        .__pointers_named("", "row->shown")
                                                                        .__pointers_leave();
                                                                }
                                                            })
                                                                .__pointers_p_load()
                                                            {
                                                                pointers::__private::Ok(value) => value,
                                                                pointers::__private::Err(error) => {
                                                                    break '__pointers0 error
                                                                        .__pointers_named("", "row->shown")
                                                                        .__pointers_leave();
                                                                }
                                                            }),
                                                            index4,
                                                        ))
                                                            .__pointers_p_seen(&seen5)
                                                            .__pointers_p_at_mut()
                                                        {
                                                            pointers::__private::Ok(value) => {
                                                                value.__pointers_through("row->shown")
                                                            }
                                                            pointers::__private::Err(error) => {
                                                                break '__pointers0 error
                                                                    .__pointers_named("row->shown", "row->shown[at++]")
                                                                    .__pointers_leave();
                                                            }
                                                        })
                                                            .__pointers_p_type()
                                                    }
                                                })
                                            };
                                            let __pointers_operand = its_type
                                                .value(
                                                    (-(pointers::__private::ReadValue(
                                                        match (pointers::__private::At(
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
                                                            i,
                                                        ))
                                                            .__pointers_p_seen(&seen6)
                                                        {
                                                            its_element => {
                                                                if its_element.__pointers_p_is_apart() {
                                                                    (match (match its_element.__pointers_p_at() {
                                                                        pointers::__private::Ok(value) => {
                                                                            value.__pointers_through("row->chars")
                                                                        }
                                                                        pointers::__private::Err(error) => {
                                                                            break '__pointers0 error
                                                                                .__pointers_named("row->chars", "row->chars[i]")
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
                                                                                        .__pointers_named("", "row->chars[i]")
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
                                                                                        .__pointers_named("row->chars", "row->chars[i]")
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
                                                );
                                            (match ({
                                                let place = &mut at;
                                                let its_value = *place;
                                                (match (*(place)).__pointers_up() {
                                                    pointers::__private::Ok(value) => value,
                                                    pointers::__private::Err(error) => {
                                                        break '__pointers0 error.__pointers_leave();
                                                    }
                                                });
                                                its_value
                                            }) {
                                                index7 => {
                                                    (match (match (pointers::__private::At(
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
                                                            .__pointers_p_field_mut(|its_whole| &mut its_whole.shown)
                                                        {
                                                            pointers::__private::Ok(value) => value,
                                                            pointers::__private::Err(error) => {
                                                                break '__pointers0 error
                                                                    .__pointers_named("", "row->shown")
                                                                    .__pointers_leave();
                                                            }
                                                        })
                                                            .__pointers_p_load()
                                                        {
                                                            pointers::__private::Ok(value) => value,
                                                            pointers::__private::Err(error) => {
                                                                break '__pointers0 error
                                                                    .__pointers_named("", "row->shown")
                                                                    .__pointers_leave();
                                                            }
                                                        }),
                                                        index7,
                                                    ))
                                                        .__pointers_p_seen(&seen8)
                                                        .__pointers_p_at_mut()
                                                    {
                                                        pointers::__private::Ok(value) => {
                                                            value.__pointers_through("row->shown")
                                                        }
                                                        pointers::__private::Err(error) => {
                                                            break '__pointers0 error
                                                                .__pointers_named("row->shown", "row->shown[at++]")
                                                                .__pointers_leave();
                                                        }
                                                    })
                                                        .__pointers_p_assign(__pointers_operand)
                                                    {
                                                        pointers::__private::Ok(value) => value,
                                                        pointers::__private::Err(error) => {
                                                            break '__pointers0 error
                                                                .__pointers_named("", "row->shown[at++]")
                                                                .__pointers_leave();
                                                        }
                                                    })
                                                }
                                            })
                                        };
                                    }
                                }
                            }
                            pointers::__private::Some((kept1, kept2)) => {
                                let view1 = pointers::__private::Probe(&kept1)
                                    .__pointers_view();
                                let view2 = pointers::__private::Probe(&kept2)
                                    .__pointers_view();
                                match (its_low, its_high) {
                                    (its_low, its_high) => {
                                        let its_cells = if true
                                            && match at {
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
                                                    pointers::__private::Probe(&kept1)
                                                        .__pointers_cells(
                                                            false,
                                                            pointers::__private::Some(its_need),
                                                        )
                                                }
                                            } {
                                                pointers::__private::None => pointers::__private::None,
                                                pointers::__private::Some(lent17) => {
                                                    match pointers::__private::Probe(&kept2)
                                                        .__pointers_cells(true, pointers::__private::None)
                                                    {
                                                        pointers::__private::None => pointers::__private::None,
                                                        pointers::__private::Some(lent18) => {
                                                            pointers::__private::Some((lent17, lent18))
                                                        }
                                                    }
                                                }
                                            }
                                        } else {
                                            pointers::__private::None
                                        };
                                        match its_cells {
                                            pointers::__private::None => {
                                                for i in its_low..its_high {
                                                    if (*(match () {
                                                        () => {
                                                            if !view1.__pointers_reads() {
                                                                (match i {
                                                                    index9 => {
                                                                        (match (match (pointers::__private::At(
                                                                            (if !kept1.__pointers_is_kept() {
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
                                                                                kept1.__pointers_kept()
                                                                            }),
                                                                            index9,
                                                                        ))
                                                                            .__pointers_p_seen(&seen10)
                                                                            .__pointers_p_at()
                                                                        {
                                                                            pointers::__private::Ok(value) => {
                                                                                value.__pointers_through("row->chars")
                                                                            }
                                                                            pointers::__private::Err(error) => {
                                                                                break '__pointers0 error
                                                                                    .__pointers_named("row->chars", "row->chars[i]")
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
                                                                                            .__pointers_named("", "row->chars[i]")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                }
                                                                                value
                                                                            }
                                                                        })
                                                                    }
                                                                })
                                                            } else {
                                                                match view1.__pointers_index(i) {
                                                                    its_index => {
                                                                        view1
                                                                            .__pointers_looked(
                                                                                match view1.__pointers_get(&its_index) {
                                                                                    pointers::__private::Some(value) => value,
                                                                                    pointers::__private::None => {
                                                                                        (match view1.__pointers_reach(&its_index) {
                                                                                            pointers::__private::Ok(value) => value,
                                                                                            pointers::__private::Err(error) => {
                                                                                                break '__pointers0 error
                                                                                                    .__pointers_named("row->chars", "row->chars[i]")
                                                                                                    .__pointers_leave();
                                                                                            }
                                                                                        });
                                                                                        (match view1.__pointers_late(&its_index) {
                                                                                            outcome => {
                                                                                                let value;
                                                                                                match outcome {
                                                                                                    pointers::__private::Ok(read) => value = read,
                                                                                                    pointers::__private::Err(error) => {
                                                                                                        break '__pointers0 error
                                                                                                            .__pointers_named("row->chars", "row->chars[i]")
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
                                                            let its_type = if true {
                                                                pointers::__private::TypeOf::unknown()
                                                            } else {
                                                                pointers::__private::never();
                                                                (match ({
                                                                    let place = &mut at;
                                                                    let its_value = *place;
                                                                    (match (*(place)).__pointers_up() {
                                                                        pointers::__private::Ok(value) => value,
                                                                        pointers::__private::Err(error) => {
                                                                            break '__pointers0 error.__pointers_leave();
                                                                        }
                                                                    });
                                                                    its_value
                                                                }) {
                                                                    index11 => {
                                                                        (match (pointers::__private::At(
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
                                                                                    .__pointers_p_field_mut(|its_whole| &mut its_whole.shown)
                                                                                {
                                                                                    pointers::__private::Ok(value) => value,
                                                                                    pointers::__private::Err(error) => {
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("", "row->shown")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                })
                                                                                    .__pointers_p_load()
                                                                                {
                                                                                    pointers::__private::Ok(value) => value,
                                                                                    pointers::__private::Err(error) => {
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("", "row->shown")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                })
                                                                            } else {
                                                                                kept2.__pointers_kept()
                                                                            }),
                                                                            index11,
                                                                        ))
                                                                            .__pointers_p_seen(&seen12)
                                                                            .__pointers_p_at_mut()
                                                                        {
                                                                            pointers::__private::Ok(value) => {
                                                                                value.__pointers_through("row->shown")
                                                                            }
                                                                            pointers::__private::Err(error) => {
                                                                                break '__pointers0 error
                                                                                    .__pointers_named("row->shown", "row->shown[at++]")
                                                                                    .__pointers_leave();
                                                                            }
                                                                        })
                                                                            .__pointers_p_type()
                                                                    }
                                                                })
                                                            };
                                                            match view2
                                                                .__pointers_value(
                                                                    its_type
                                                                        .value(
                                                                            (-(pointers::__private::ReadValue(
                                                                                if !view1.__pointers_reads() {
                                                                                    (match i {
                                                                                        index13 => {
                                                                                            (match (pointers::__private::At(
                                                                                                (if !kept1.__pointers_is_kept() {
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
                                                                                                    kept1.__pointers_kept()
                                                                                                }),
                                                                                                index13,
                                                                                            ))
                                                                                                .__pointers_p_seen(&seen14)
                                                                                            {
                                                                                                its_element => {
                                                                                                    if its_element.__pointers_p_is_apart() {
                                                                                                        (match (match its_element.__pointers_p_at() {
                                                                                                            pointers::__private::Ok(value) => {
                                                                                                                value.__pointers_through("row->chars")
                                                                                                            }
                                                                                                            pointers::__private::Err(error) => {
                                                                                                                break '__pointers0 error
                                                                                                                    .__pointers_named("row->chars", "row->chars[i]")
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
                                                                                                                            .__pointers_named("", "row->chars[i]")
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
                                                                                                                            .__pointers_named("row->chars", "row->chars[i]")
                                                                                                                            .__pointers_leave();
                                                                                                                    }
                                                                                                                }
                                                                                                                value
                                                                                                            }
                                                                                                        })
                                                                                                    }
                                                                                                }
                                                                                            })
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
                                                                                                            break '__pointers0 error
                                                                                                                .__pointers_named("row->chars", "row->chars[i]")
                                                                                                                .__pointers_leave();
                                                                                                        }
                                                                                                    });
                                                                                                    (match view1.__pointers_late(&its_index) {
                                                                                                        outcome => {
                                                                                                            let value;
                                                                                                            match outcome {
                                                                                                                pointers::__private::Ok(read) => value = read,
                                                                                                                pointers::__private::Err(error) => {
                                                                                                                    break '__pointers0 error
                                                                                                                        .__pointers_named("row->chars", "row->chars[i]")
                                                                                                                        .__pointers_leave();
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
                                                                    (match ({
                                                                        let place = &mut at;
                                                                        let its_value = *place;
                                                                        (match (*(place)).__pointers_up() {
                                                                            pointers::__private::Ok(value) => value,
                                                                            pointers::__private::Err(error) => {
                                                                                break '__pointers0 error.__pointers_leave();
                                                                            }
                                                                        });
                                                                        its_value
                                                                    }) {
                                                                        its_index => {
                                                                            if !view2.__pointers_writes() {
                                                                                (match its_index {
                                                                                    index15 => {
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
                                                                                                    .__pointers_p_field_mut(|its_whole| &mut its_whole.shown)
                                                                                                {
                                                                                                    pointers::__private::Ok(value) => value,
                                                                                                    pointers::__private::Err(error) => {
                                                                                                        break '__pointers0 error
                                                                                                            .__pointers_named("", "row->shown")
                                                                                                            .__pointers_leave();
                                                                                                    }
                                                                                                })
                                                                                                    .__pointers_p_load()
                                                                                                {
                                                                                                    pointers::__private::Ok(value) => value,
                                                                                                    pointers::__private::Err(error) => {
                                                                                                        break '__pointers0 error
                                                                                                            .__pointers_named("", "row->shown")
                                                                                                            .__pointers_leave();
                                                                                                    }
                                                                                                })
                                                                                            } else {
                                                                                                kept2.__pointers_kept()
                                                                                            }),
                                                                                            index15,
                                                                                        ))
                                                                                            .__pointers_p_seen(&seen16)
                                                                                            .__pointers_p_at_mut()
                                                                                        {
                                                                                            pointers::__private::Ok(value) => {
                                                                                                value.__pointers_through("row->shown")
                                                                                            }
                                                                                            pointers::__private::Err(error) => {
                                                                                                break '__pointers0 error
                                                                                                    .__pointers_named("row->shown", "row->shown[at++]")
                                                                                                    .__pointers_leave();
                                                                                            }
                                                                                        })
                                                                                            .__pointers_p_assign(operand)
                                                                                        {
                                                                                            pointers::__private::Ok(value) => value,
                                                                                            pointers::__private::Err(error) => {
                                                                                                break '__pointers0 error
                                                                                                    .__pointers_named("", "row->shown[at++]")
                                                                                                    .__pointers_leave();
                                                                                            }
                                                                                        })
                                                                                    }
                                                                                })
                                                                            } else {
                                                                                match view2.__pointers_index(its_index) {
                                                                                    its_index => {
                                                                                        match (pointers::__private::Store {
                                                                                            view: &view2,
                                                                                            value: operand,
                                                                                        })
                                                                                            .__pointers_set(&its_index)
                                                                                        {
                                                                                            pointers::__private::Ok(()) => {}
                                                                                            pointers::__private::Err(operand) => {
                                                                                                (match view2.__pointers_reach(&its_index) {
                                                                                                    pointers::__private::Ok(value) => value,
                                                                                                    pointers::__private::Err(error) => {
                                                                                                        break '__pointers0 error
                                                                                                            .__pointers_named("row->shown", "row->shown[at++]")
                                                                                                            .__pointers_leave();
                                                                                                    }
                                                                                                });
                                                                                                (match (pointers::__private::Store {
                                                                                                    view: &view2,
                                                                                                    value: operand,
                                                                                                })
                                                                                                    .__pointers_set_late(&its_index)
                                                                                                {
                                                                                                    pointers::__private::Ok(value) => value,
                                                                                                    pointers::__private::Err(error) => {
                                                                                                        break '__pointers0 error
                                                                                                            .__pointers_named("row->shown", "row->shown[at++]")
                                                                                                            .__pointers_leave();
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
                                                            }
                                                        };
                                                    }
                                                }
                                            }
                                            pointers::__private::Some((lent17, lent18)) => {
                                                let cells17 = lent17.__pointers_lent();
                                                let cells18 = lent18.__pointers_lent();
                                                for i in its_low..its_high {
                                                    if (*(match () {
                                                        () => {
                                                            if !cells17.__pointers_reads() {
                                                                (match i {
                                                                    index19 => {
                                                                        (match (match (pointers::__private::At(
                                                                            (if !kept1.__pointers_is_kept() {
                                                                                (match (match (match row.__pointers_p_arrow() {
                                                                                    pointers::__private::Ok(value) => {
                                                                                        value.__pointers_through("row")
                                                                                    }
                                                                                    pointers::__private::Err(error) => {
                                                                                        let _ = (lent17, lent18);
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("", "row")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                })
                                                                                    .__pointers_p_field(|its_whole| &its_whole.chars)
                                                                                {
                                                                                    pointers::__private::Ok(value) => value,
                                                                                    pointers::__private::Err(error) => {
                                                                                        let _ = (lent17, lent18);
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("", "row->chars")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                })
                                                                                    .__pointers_p_load()
                                                                                {
                                                                                    pointers::__private::Ok(value) => value,
                                                                                    pointers::__private::Err(error) => {
                                                                                        let _ = (lent17, lent18);
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("", "row->chars")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                })
                                                                            } else {
                                                                                kept1.__pointers_kept()
                                                                            }),
                                                                            index19,
                                                                        ))
                                                                            .__pointers_p_seen(&seen20)
                                                                            .__pointers_p_at()
                                                                        {
                                                                            pointers::__private::Ok(value) => {
                                                                                value.__pointers_through("row->chars")
                                                                            }
                                                                            pointers::__private::Err(error) => {
                                                                                let _ = (lent17, lent18);
                                                                                break '__pointers0 error
                                                                                    .__pointers_named("row->chars", "row->chars[i]")
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
                                                                                        let _ = (lent17, lent18);
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("", "row->chars[i]")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                }
                                                                                value
                                                                            }
                                                                        })
                                                                    }
                                                                })
                                                            } else {
                                                                match cells17.__pointers_index(i) {
                                                                    its_index => {
                                                                        cells17
                                                                            .__pointers_looked(
                                                                                match cells17.__pointers_get(&its_index) {
                                                                                    pointers::__private::Some(value) => value,
                                                                                    pointers::__private::None => {
                                                                                        (match cells17.__pointers_reach(&its_index) {
                                                                                            pointers::__private::Ok(value) => value,
                                                                                            pointers::__private::Err(error) => {
                                                                                                let _ = (lent17, lent18);
                                                                                                break '__pointers0 error
                                                                                                    .__pointers_named("row->chars", "row->chars[i]")
                                                                                                    .__pointers_leave();
                                                                                            }
                                                                                        });
                                                                                        (match cells17.__pointers_late(&its_index) {
                                                                                            outcome => {
                                                                                                let value;
                                                                                                match outcome {
                                                                                                    pointers::__private::Ok(read) => value = read,
                                                                                                    pointers::__private::Err(error) => {
                                                                                                        let _ = (lent17, lent18);
                                                                                                        break '__pointers0 error
                                                                                                            .__pointers_named("row->chars", "row->chars[i]")
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
                                                            let its_type = if true {
                                                                pointers::__private::TypeOf::unknown()
                                                            } else {
                                                                pointers::__private::never();
                                                                (match ({
                                                                    let place = &mut at;
                                                                    let its_value = *place;
                                                                    (match (*(place)).__pointers_up() {
                                                                        pointers::__private::Ok(value) => value,
                                                                        pointers::__private::Err(error) => {
                                                                            let _ = (lent17, lent18);
                                                                            break '__pointers0 error.__pointers_leave();
                                                                        }
                                                                    });
                                                                    its_value
                                                                }) {
                                                                    index21 => {
                                                                        (match (pointers::__private::At(
                                                                            (if !kept2.__pointers_is_kept() {
                                                                                (match (match (match row.__pointers_p_arrow() {
                                                                                    pointers::__private::Ok(value) => {
                                                                                        value.__pointers_through("row")
                                                                                    }
                                                                                    pointers::__private::Err(error) => {
                                                                                        let _ = (lent17, lent18);
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("", "row")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                })
                                                                                    .__pointers_p_field_mut(|its_whole| &mut its_whole.shown)
                                                                                {
                                                                                    pointers::__private::Ok(value) => value,
                                                                                    pointers::__private::Err(error) => {
                                                                                        let _ = (lent17, lent18);
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("", "row->shown")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                })
                                                                                    .__pointers_p_load()
                                                                                {
                                                                                    pointers::__private::Ok(value) => value,
                                                                                    pointers::__private::Err(error) => {
                                                                                        let _ = (lent17, lent18);
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("", "row->shown")
                                                                                            .__pointers_leave();
                                                                                    }
                                                                                })
                                                                            } else {
                                                                                kept2.__pointers_kept()
                                                                            }),
                                                                            index21,
                                                                        ))
                                                                            .__pointers_p_seen(&seen22)
                                                                            .__pointers_p_at_mut()
                                                                        {
                                                                            pointers::__private::Ok(value) => {
                                                                                value.__pointers_through("row->shown")
                                                                            }
                                                                            pointers::__private::Err(error) => {
                                                                                let _ = (lent17, lent18);
                                                                                break '__pointers0 error
                                                                                    .__pointers_named("row->shown", "row->shown[at++]")
                                                                                    .__pointers_leave();
                                                                            }
                                                                        })
                                                                            .__pointers_p_type()
                                                                    }
                                                                })
                                                            };
                                                            match cells18
                                                                .__pointers_value(
                                                                    its_type
                                                                        .value(
                                                                            (-(pointers::__private::ReadValue(
                                                                                if !cells17.__pointers_reads() {
                                                                                    (match i {
                                                                                        index23 => {
                                                                                            (match (pointers::__private::At(
                                                                                                (if !kept1.__pointers_is_kept() {
                                                                                                    (match (match (match row.__pointers_p_arrow() {
                                                                                                        pointers::__private::Ok(value) => {
                                                                                                            value.__pointers_through("row")
                                                                                                        }
                                                                                                        pointers::__private::Err(error) => {
                                                                                                            let _ = (lent17, lent18);
                                                                                                            break '__pointers0 error
                                                                                                                .__pointers_named("", "row")
                                                                                                                .__pointers_leave();
                                                                                                        }
                                                                                                    })
                                                                                                        .__pointers_p_field(|its_whole| &its_whole.chars)
                                                                                                    {
                                                                                                        pointers::__private::Ok(value) => value,
                                                                                                        pointers::__private::Err(error) => {
                                                                                                            let _ = (lent17, lent18);
                                                                                                            break '__pointers0 error
                                                                                                                .__pointers_named("", "row->chars")
                                                                                                                .__pointers_leave();
                                                                                                        }
                                                                                                    })
                                                                                                        .__pointers_p_load()
                                                                                                    {
                                                                                                        pointers::__private::Ok(value) => value,
                                                                                                        pointers::__private::Err(error) => {
                                                                                                            let _ = (lent17, lent18);
                                                                                                            break '__pointers0 error
                                                                                                                .__pointers_named("", "row->chars")
                                                                                                                .__pointers_leave();
                                                                                                        }
                                                                                                    })
                                                                                                } else {
                                                                                                    kept1.__pointers_kept()
                                                                                                }),
                                                                                                index23,
                                                                                            ))
                                                                                                .__pointers_p_seen(&seen24)
                                                                                            {
                                                                                                its_element => {
                                                                                                    if its_element.__pointers_p_is_apart() {
                                                                                                        (match (match its_element.__pointers_p_at() {
                                                                                                            pointers::__private::Ok(value) => {
                                                                                                                value.__pointers_through("row->chars")
                                                                                                            }
                                                                                                            pointers::__private::Err(error) => {
                                                                                                                let _ = (lent17, lent18);
                                                                                                                break '__pointers0 error
                                                                                                                    .__pointers_named("row->chars", "row->chars[i]")
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
                                                                                                                        let _ = (lent17, lent18);
                                                                                                                        break '__pointers0 error
                                                                                                                            .__pointers_named("", "row->chars[i]")
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
                                                                                                                        let _ = (lent17, lent18);
                                                                                                                        break '__pointers0 error
                                                                                                                            .__pointers_named("row->chars", "row->chars[i]")
                                                                                                                            .__pointers_leave();
                                                                                                                    }
                                                                                                                }
                                                                                                                value
                                                                                                            }
                                                                                                        })
                                                                                                    }
                                                                                                }
                                                                                            })
                                                                                        }
                                                                                    })
                                                                                } else {
                                                                                    match cells17.__pointers_index(i) {
                                                                                        its_index => {
                                                                                            match cells17.__pointers_get(&its_index) {
                                                                                                pointers::__private::Some(value) => value,
                                                                                                pointers::__private::None => {
                                                                                                    (match cells17.__pointers_reach(&its_index) {
                                                                                                        pointers::__private::Ok(value) => value,
                                                                                                        pointers::__private::Err(error) => {
                                                                                                            let _ = (lent17, lent18);
                                                                                                            break '__pointers0 error
                                                                                                                .__pointers_named("row->chars", "row->chars[i]")
                                                                                                                .__pointers_leave();
                                                                                                        }
                                                                                                    });
                                                                                                    (match cells17.__pointers_late(&its_index) {
                                                                                                        outcome => {
                                                                                                            let value;
                                                                                                            match outcome {
                                                                                                                pointers::__private::Ok(read) => value = read,
                                                                                                                pointers::__private::Err(error) => {
                                                                                                                    let _ = (lent17, lent18);
                                                                                                                    break '__pointers0 error
                                                                                                                        .__pointers_named("row->chars", "row->chars[i]")
                                                                                                                        .__pointers_leave();
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
                                                                    (match ({
                                                                        let place = &mut at;
                                                                        let its_value = *place;
                                                                        (match (*(place)).__pointers_up() {
                                                                            pointers::__private::Ok(value) => value,
                                                                            pointers::__private::Err(error) => {
                                                                                let _ = (lent17, lent18);
                                                                                break '__pointers0 error.__pointers_leave();
                                                                            }
                                                                        });
                                                                        its_value
                                                                    }) {
                                                                        its_index => {
                                                                            if !cells18.__pointers_writes() {
                                                                                (match its_index {
                                                                                    index25 => {
                                                                                        (match (match (pointers::__private::At(
                                                                                            (if !kept2.__pointers_is_kept() {
                                                                                                (match (match (match row.__pointers_p_arrow() {
                                                                                                    pointers::__private::Ok(value) => {
                                                                                                        value.__pointers_through("row")
                                                                                                    }
                                                                                                    pointers::__private::Err(error) => {
                                                                                                        let _ = (lent17, lent18);
                                                                                                        break '__pointers0 error
                                                                                                            .__pointers_named("", "row")
                                                                                                            .__pointers_leave();
                                                                                                    }
                                                                                                })
                                                                                                    .__pointers_p_field_mut(|its_whole| &mut its_whole.shown)
                                                                                                {
                                                                                                    pointers::__private::Ok(value) => value,
                                                                                                    pointers::__private::Err(error) => {
                                                                                                        let _ = (lent17, lent18);
                                                                                                        break '__pointers0 error
                                                                                                            .__pointers_named("", "row->shown")
                                                                                                            .__pointers_leave();
                                                                                                    }
                                                                                                })
                                                                                                    .__pointers_p_load()
                                                                                                {
                                                                                                    pointers::__private::Ok(value) => value,
                                                                                                    pointers::__private::Err(error) => {
                                                                                                        let _ = (lent17, lent18);
                                                                                                        break '__pointers0 error
                                                                                                            .__pointers_named("", "row->shown")
                                                                                                            .__pointers_leave();
                                                                                                    }
                                                                                                })
                                                                                            } else {
                                                                                                kept2.__pointers_kept()
                                                                                            }),
                                                                                            index25,
                                                                                        ))
                                                                                            .__pointers_p_seen(&seen26)
                                                                                            .__pointers_p_at_mut()
                                                                                        {
                                                                                            pointers::__private::Ok(value) => {
                                                                                                value.__pointers_through("row->shown")
                                                                                            }
                                                                                            pointers::__private::Err(error) => {
                                                                                                let _ = (lent17, lent18);
                                                                                                break '__pointers0 error
                                                                                                    .__pointers_named("row->shown", "row->shown[at++]")
                                                                                                    .__pointers_leave();
                                                                                            }
                                                                                        })
                                                                                            .__pointers_p_assign(operand)
                                                                                        {
                                                                                            pointers::__private::Ok(value) => value,
                                                                                            pointers::__private::Err(error) => {
                                                                                                let _ = (lent17, lent18);
                                                                                                break '__pointers0 error
                                                                                                    .__pointers_named("", "row->shown[at++]")
                                                                                                    .__pointers_leave();
                                                                                            }
                                                                                        })
                                                                                    }
                                                                                })
                                                                            } else {
                                                                                match cells18.__pointers_index(its_index) {
                                                                                    its_index => {
                                                                                        match (pointers::__private::Store {
                                                                                            view: &cells18,
                                                                                            value: operand,
                                                                                        })
                                                                                            .__pointers_set(&its_index)
                                                                                        {
                                                                                            pointers::__private::Ok(()) => {}
                                                                                            pointers::__private::Err(operand) => {
                                                                                                (match cells18.__pointers_reach(&its_index) {
                                                                                                    pointers::__private::Ok(value) => value,
                                                                                                    pointers::__private::Err(error) => {
                                                                                                        let _ = (lent17, lent18);
                                                                                                        break '__pointers0 error
                                                                                                            .__pointers_named("row->shown", "row->shown[at++]")
                                                                                                            .__pointers_leave();
                                                                                                    }
                                                                                                });
                                                                                                (match (pointers::__private::Store {
                                                                                                    view: &cells18,
                                                                                                    value: operand,
                                                                                                })
                                                                                                    .__pointers_set_late(&its_index)
                                                                                                {
                                                                                                    pointers::__private::Ok(value) => value,
                                                                                                    pointers::__private::Err(error) => {
                                                                                                        let _ = (lent17, lent18);
                                                                                                        break '__pointers0 error
                                                                                                            .__pointers_named("row->shown", "row->shown[at++]")
                                                                                                            .__pointers_leave();
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
                }
                let a: MallocPointer<MallocPointer<u64>> = rows;
                let view27 = pointers::__private::Probe(&a).__pointers_view();
                let seen29 = pointers::__private::Seen::new();
                let seen30 = pointers::__private::Seen::new();
                let seen31 = pointers::__private::Seen::new();
                let seen33 = pointers::__private::Seen::new();
                let seen34 = pointers::__private::Seen::new();
                let seen35 = pointers::__private::Seen::new();
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
                        && pointers::__private::Probe(&a).__pointers_has_plain_rows()
                    {
                        match pointers::__private::Kept(a.__pointers_p_kept_at(0))
                            .__pointers_p_handle()
                        {
                            pointers::__private::None => pointers::__private::None,
                            pointers::__private::Some(kept28) => {
                                if true
                                    && pointers::__private::Probe(&kept28)
                                        .__pointers_has_plain()
                                {
                                    pointers::__private::Some((kept28,))
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
                                                            (match 0 {
                                                                its_index => {
                                                                    if !view27.__pointers_has_rows() {
                                                                        (match (match a.__pointers_p_at(its_index) {
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
                                                                        match view27.__pointers_kept_index(its_index) {
                                                                            (its_distance, its_index) => {
                                                                                match view27.__pointers_row(&its_distance) {
                                                                                    pointers::__private::Some(its_row) => its_row,
                                                                                    pointers::__private::None => {
                                                                                        (match (match a.__pointers_p_at(its_index) {
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
                                                            k,
                                                        ))
                                                            .__pointers_p_seen(&seen29)
                                                        {
                                                            its_element => {
                                                                if its_element.__pointers_p_is_apart() {
                                                                    (match (match its_element.__pointers_p_at() {
                                                                        pointers::__private::Ok(value) => {
                                                                            value.__pointers_through("a[0]")
                                                                        }
                                                                        pointers::__private::Err(error) => {
                                                                            break '__pointers0 error
                                                                                .__pointers_named("a[0]", "a[0][k]")
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
                                                                                        .__pointers_named("", "a[0][k]")
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
                                                                                        .__pointers_named("a[0]", "a[0][k]")
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
                                                )
                                                    + (-(pointers::__private::ReadValue(
                                                        match (pointers::__private::At(
                                                            (match k {
                                                                its_index => {
                                                                    if !view27.__pointers_has_rows() {
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
                                                                        match view27.__pointers_kept_index(its_index) {
                                                                            (its_distance, its_index) => {
                                                                                match view27.__pointers_row(&its_distance) {
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
                                                            .__pointers_p_seen(&seen30)
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
                                                &failure,
                                            );
                                    (match failure.outcome() {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error.__pointers_leave();
                                        }
                                    })
                                };
                                ({
                                    (match (match (pointers::__private::At(
                                        (match 0 {
                                            its_index => {
                                                if !view27.__pointers_has_rows() {
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
                                                    match view27.__pointers_kept_index(its_index) {
                                                        (its_distance, its_index) => {
                                                            match view27.__pointers_row(&its_distance) {
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
                                        k,
                                    ))
                                        .__pointers_p_seen(&seen31)
                                        .__pointers_p_at_mut()
                                    {
                                        pointers::__private::Ok(value) => {
                                            value.__pointers_through("a[0]")
                                        }
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("a[0]", "a[0][k]")
                                                .__pointers_leave();
                                        }
                                    })
                                        .__pointers_p_place()
                                    {
                                        pointers::__private::Ok(mut place) => {
                                            let its_value = *place;
                                            (match (*(place)).__pointers_up() {
                                                pointers::__private::Ok(value) => value,
                                                pointers::__private::Err(error) => {
                                                    break '__pointers0 error.__pointers_leave();
                                                }
                                            });
                                            (match place.__pointers_p_commit() {
                                                pointers::__private::Ok(value) => value,
                                                pointers::__private::Err(error) => {
                                                    break '__pointers0 error
                                                        .__pointers_named("", "a[0][k]")
                                                        .__pointers_leave();
                                                }
                                            });
                                            its_value
                                        }
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("", "a[0][k]")
                                                .__pointers_leave();
                                        }
                                    })
                                });
                                ({
                                    let place = &mut k;
                                    let its_value = *place;
                                    (match (*(place)).__pointers_up() {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error.__pointers_leave();
                                        }
                                    });
                                    its_value
                                });
                            }
                        }
                        pointers::__private::Some((kept28,)) => {
                            let view28 = pointers::__private::Probe(&kept28)
                                .__pointers_view();
                            while k < 9 {
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
                                                        if !view28.__pointers_reads() {
                                                            (match k {
                                                                index32 => {
                                                                    (match (pointers::__private::At(
                                                                        (if !kept28.__pointers_is_kept() {
                                                                            (match (match a.__pointers_p_at(0) {
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
                                                                            kept28.__pointers_kept()
                                                                        }),
                                                                        index32,
                                                                    ))
                                                                        .__pointers_p_seen(&seen33)
                                                                    {
                                                                        its_element => {
                                                                            if its_element.__pointers_p_is_apart() {
                                                                                (match (match its_element.__pointers_p_at() {
                                                                                    pointers::__private::Ok(value) => {
                                                                                        value.__pointers_through("a[0]")
                                                                                    }
                                                                                    pointers::__private::Err(error) => {
                                                                                        break '__pointers0 error
                                                                                            .__pointers_named("a[0]", "a[0][k]")
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
                                                                                                    .__pointers_named("", "a[0][k]")
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
                                                                                                    .__pointers_named("a[0]", "a[0][k]")
                                                                                                    .__pointers_leave();
                                                                                            }
                                                                                        }
                                                                                        value
                                                                                    }
                                                                                })
                                                                            }
                                                                        }
                                                                    })
                                                                }
                                                            })
                                                        } else {
                                                            match view28.__pointers_index(k) {
                                                                its_index => {
                                                                    match view28.__pointers_get(&its_index) {
                                                                        pointers::__private::Some(value) => value,
                                                                        pointers::__private::None => {
                                                                            (match view28.__pointers_reach(&its_index) {
                                                                                pointers::__private::Ok(value) => value,
                                                                                pointers::__private::Err(error) => {
                                                                                    break '__pointers0 error
                                                                                        .__pointers_named("a[0]", "a[0][k]")
                                                                                        .__pointers_leave();
                                                                                }
                                                                            });
                                                                            (match view28.__pointers_late(&its_index) {
                                                                                outcome => {
                                                                                    let value;
                                                                                    match outcome {
                                                                                        pointers::__private::Ok(read) => value = read,
                                                                                        pointers::__private::Err(error) => {
                                                                                            break '__pointers0 error
                                                                                                .__pointers_named("a[0]", "a[0][k]")
                                                                                                .__pointers_leave();
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
                                                )
                                                    + (-(pointers::__private::ReadValue(
                                                        match (pointers::__private::At(
                                                            (match k {
                                                                its_index => {
                                                                    if !view27.__pointers_has_rows() {
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
                                                                        match view27.__pointers_kept_index(its_index) {
                                                                            (its_distance, its_index) => {
                                                                                match view27.__pointers_row(&its_distance) {
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
                                                            .__pointers_p_seen(&seen34)
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
                                                &failure,
                                            );
                                    (match failure.outcome() {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error.__pointers_leave();
                                        }
                                    })
                                };
                                ({
                                    (match (match (pointers::__private::At(
                                        (if !kept28.__pointers_is_kept() {
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
                                            kept28.__pointers_kept()
                                        }),
                                        k,
                                    ))
                                        .__pointers_p_seen(&seen35)
                                        .__pointers_p_at_mut()
                                    {
                                        pointers::__private::Ok(value) => {
                                            value.__pointers_through("a[0]")
                                        }
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("a[0]", "a[0][k]")
                                                .__pointers_leave();
                                        }
                                    })
                                        .__pointers_p_place()
                                    {
                                        pointers::__private::Ok(mut place) => {
                                            let its_value = *place;
                                            (match (*(place)).__pointers_up() {
                                                pointers::__private::Ok(value) => value,
                                                pointers::__private::Err(error) => {
                                                    break '__pointers0 error.__pointers_leave();
                                                }
                                            });
                                            (match place.__pointers_p_commit() {
                                                pointers::__private::Ok(value) => value,
                                                pointers::__private::Err(error) => {
                                                    break '__pointers0 error
                                                        .__pointers_named("", "a[0][k]")
                                                        .__pointers_leave();
                                                }
                                            });
                                            its_value
                                        }
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("", "a[0][k]")
                                                .__pointers_leave();
                                        }
                                    })
                                });
                                ({
                                    let place = &mut k;
                                    let its_value = *place;
                                    (match (*(place)).__pointers_up() {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error.__pointers_leave();
                                        }
                                    });
                                    its_value
                                });
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
