fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let seen1 = pointers::__private::Seen::new();
                let seen2 = pointers::__private::Seen::new();
                let seen3 = pointers::__private::Seen::new();
                let seen4 = pointers::__private::Seen::new();
                let seen5 = pointers::__private::Seen::new();
                let seen6 = pointers::__private::Seen::new();
                for i in 0..n {
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
                                    (-(pointers::__private::ReadValue(
                                        match (match (match (pointers::__private::At(
                                            (match (match rows.__pointers_p_at(i) {
                                                pointers::__private::Ok(value) => {
                                                    value.__pointers_through("rows")
                                                }
                                                pointers::__private::Err(error) => {
                                                    break '__pointers0 error
                                                        .__pointers_named("rows", "rows[i]")
                                                        .__pointers_leave();
                                                }
                                            })
                                                .__pointers_p_load()
                                            {
                                                pointers::__private::Ok(value) => value,
                                                pointers::__private::Err(error) => {
                                                    break '__pointers0 error
                                                        .__pointers_named("", "rows[i]")
                                                        .__pointers_leave();
                                                }
                                            }),
                                            j,
                                        ))
                                            .__pointers_p_seen(&seen1)
                                            .__pointers_p_at()
                                        {
                                            pointers::__private::Ok(value) => {
                                                value.__pointers_through("rows[i]")
                                            }
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error
                                                    .__pointers_named("rows[i]", "rows[i][j]")
                                                    .__pointers_leave();
                                            }
                                        })
                                            .__pointers_p_tilde()
                                        {
                                            pointers::__private::Ok(value) => value,
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error
                                                    .__pointers_named("", "rows[i][j]")
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
                                                            .__pointers_named("", "rows[i][j]")
                                                            .__pointers_leave();
                                                    }
                                                }
                                                value
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
                            .__pointers_p_field_mut(|its_whole| &mut its_whole.chars)
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
                        .__pointers_p_seen(&seen2)
                        .__pointers_p_at_mut()
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
                        .__pointers_p_assign_literal(0)
                    {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error
                                .__pointers_named("", "row->chars[i]")
                                .__pointers_leave();
                        }
                    });
                    let one = (-(pointers::__private::ReadValue(
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
                            .__pointers_p_seen(&seen3)
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
                    )));
                    let same = (*(match (match (pointers::__private::At(
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
                        .__pointers_p_seen(&seen4)
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
                    })) == b'a';
                    for k in 0..m {
                        (match (1) {
                            __pointers_operand => {
                                (match (match (pointers::__private::At(
                                    (match (match (pointers::__private::At(
                                        (match (match (match (match s.__pointers_p_tilde() {
                                            pointers::__private::Ok(value) => {
                                                value.__pointers_through("s")
                                            }
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error
                                                    .__pointers_named("", "s")
                                                    .__pointers_leave();
                                            }
                                        })
                                            .__pointers_p_arrow()
                                        {
                                            pointers::__private::Ok(value) => {
                                                value.__pointers_through("(~s)")
                                            }
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error
                                                    .__pointers_named("", "(~s)")
                                                    .__pointers_leave();
                                            }
                                        })
                                            .__pointers_p_field_mut(|its_whole| &mut its_whole.table)
                                        {
                                            pointers::__private::Ok(value) => value,
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error
                                                    .__pointers_named("", "(~s)->table")
                                                    .__pointers_leave();
                                            }
                                        })
                                            .__pointers_p_load()
                                        {
                                            pointers::__private::Ok(value) => value,
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error
                                                    .__pointers_named("", "(~s)->table")
                                                    .__pointers_leave();
                                            }
                                        }),
                                        i,
                                    ))
                                        .__pointers_p_seen(&seen5)
                                        .__pointers_p_at_mut()
                                    {
                                        pointers::__private::Ok(value) => {
                                            value.__pointers_through("(~s)->table")
                                        }
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("(~s)->table", "(~s)->table[i]")
                                                .__pointers_leave();
                                        }
                                    })
                                        .__pointers_p_load()
                                    {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("", "(~s)->table[i]")
                                                .__pointers_leave();
                                        }
                                    }),
                                    k,
                                ))
                                    .__pointers_p_seen(&seen6)
                                    .__pointers_p_at_mut()
                                {
                                    pointers::__private::Ok(value) => {
                                        value.__pointers_through("(~s)->table[i]")
                                    }
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error
                                            .__pointers_named("(~s)->table[i]", "(~s)->table[i][k]")
                                            .__pointers_leave();
                                    }
                                })
                                    .__pointers_p_place()
                                {
                                    pointers::__private::Ok(mut place) => {
                                        {
                                            #[allow(unreachable_code)]
                                            let __pointers_step = if true {
                                                pointers::__private::side()
                                            } else {
                                                pointers::__private::never();
                                                let __pointers_sides = pointers::__private::Sides::of(
                                                    &raw const (*place),
                                                    __pointers_operand,
                                                );
                                                __pointers_sides.__pointers_add()
                                            };
                                            let failure = __pointers_step.failure();
                                            (*place)
                                                += __pointers_step.operand(__pointers_operand, &failure);
                                            (match failure.outcome() {
                                                pointers::__private::Ok(value) => value,
                                                pointers::__private::Err(error) => {
                                                    break '__pointers0 error.__pointers_leave();
                                                }
                                            })
                                        };
                                        (match place.__pointers_p_commit() {
                                            pointers::__private::Ok(value) => value,
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error
                                                    .__pointers_named("", "(~s)->table[i][k]")
                                                    .__pointers_leave();
                                            }
                                        })
                                    }
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error
                                            .__pointers_named("", "(~s)->table[i][k]")
                                            .__pointers_leave();
                                    }
                                })
                            }
                        });
                        let f = move || {
                            (-(pointers::__private::ReadValue(
                                match (match (match (pointers::__private::At(
                                    (match (match (match row.__pointers_p_arrow() {
                                        pointers::__private::Ok(value) => {
                                            value.__pointers_through("row")
                                        }
                                        pointers::__private::Err(error) => {
                                            return error.__pointers_named("", "row").__pointers_leave();
                                        }
                                    })
                                        .__pointers_p_field(|its_whole| &its_whole.chars)
                                    {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            return error
                                                .__pointers_named("", "row->chars")
                                                .__pointers_leave();
                                        }
                                    })
                                        .__pointers_p_load()
                                    {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            return error
                                                .__pointers_named("", "row->chars")
                                                .__pointers_leave();
                                        }
                                    }),
                                    k,
                                ))
                                    .__pointers_p_at()
                                {
                                    pointers::__private::Ok(value) => {
                                        value.__pointers_through("row->chars")
                                    }
                                    pointers::__private::Err(error) => {
                                        return error
                                            .__pointers_named("row->chars", "row->chars[k]")
                                            .__pointers_leave();
                                    }
                                })
                                    .__pointers_p_tilde()
                                {
                                    pointers::__private::Ok(value) => {
                                        value.__pointers_through("row->chars[k]")
                                    }
                                    pointers::__private::Err(error) => {
                                        return error
                                            .__pointers_named("", "row->chars[k]")
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
                                                return error
                                                    .__pointers_named("", "~row->chars[k]")
                                                    .__pointers_leave();
                                            }
                                        }
                                        value
                                    }
                                },
                            )))
                        };
                        let q = (-(pointers::__private::ReadValue(
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
                                    .__pointers_p_field_mut(|its_whole| &mut its_whole.chars)
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
                                .__pointers_p_at_mut()
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
                                .__pointers_p_raw()
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
                            }),
                        )));
                    }
                }
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
