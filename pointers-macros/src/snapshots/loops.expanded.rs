fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let view1 = pointers::__private::Probe(&mem).__pointers_view();
                while i < n {
                    {
                        #[allow(unreachable_code)]
                        let __pointers_step = if true {
                            pointers::__private::side()
                        } else {
                            pointers::__private::never();
                            let __pointers_sides = pointers::__private::Sides::alone(
                                &raw const total,
                            );
                            __pointers_sides.__pointers_add()
                        };
                        let failure = __pointers_step.failure();
                        total
                            += __pointers_step
                                .operand(
                                    (-(pointers::__private::ReadValue(
                                        if !view1.__pointers_reads() {
                                            (match (match mem.__pointers_at(i) {
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
                    {
                        #[allow(unreachable_code)]
                        let side2 = if true {
                            pointers::__private::side()
                        } else {
                            pointers::__private::never();
                            pointers::__private::side_of(
                                mem
                                    .__pointers_lent()
                                    .__pointers_at(
                                        (-(pointers::__private::ReadValue(
                                            if !view1.__pointers_reads() {
                                                (match (match mem.__pointers_at(i) {
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
                                        ))),
                                    ),
                            )
                        };
                        #[allow(unreachable_code)]
                        let (__pointers_side, its_value) = if true {
                            pointers::__private::side()
                        } else {
                            pointers::__private::never();
                            let __pointers_sides = pointers::__private::Sides::of(
                                &raw const mem[side2
                                    .index(
                                        (-(pointers::__private::ReadValue(
                                            if !view1.__pointers_reads() {
                                                (match (match mem.__pointers_at(i) {
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
                                        ))),
                                    )],
                                0_i32,
                            );
                            __pointers_sides.__pointers_shl()
                        };
                        #[allow(unreachable_code)]
                        if __pointers_side.is_ours() {
                            __pointers_side.ours();
                            match view1.__pointers_value(its_value.typed(next())) {
                                operand => {
                                    (match (-(pointers::__private::ReadValue(
                                        if !view1.__pointers_reads() {
                                            (match (match mem.__pointers_at(i) {
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
                                    ))) {
                                        its_index => {
                                            if !view1.__pointers_writes() {
                                                (match __pointers_side
                                                    .handle(
                                                        &(match mem.__pointers_lent().__pointers_at(its_index) {
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
                                                match view1.__pointers_index(its_index) {
                                                    its_index => {
                                                        match (pointers::__private::Store {
                                                            view: &view1,
                                                            value: operand,
                                                        })
                                                            .__pointers_set(&its_index)
                                                        {
                                                            pointers::__private::Ok(()) => {}
                                                            pointers::__private::Err(operand) => {
                                                                (match view1.__pointers_reach(&its_index) {
                                                                    pointers::__private::Ok(value) => value,
                                                                    pointers::__private::Err(error) => {
                                                                        break '__pointers0 error.__pointers_leave();
                                                                    }
                                                                });
                                                                (match (pointers::__private::Store {
                                                                    view: &view1,
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
                                            }
                                        }
                                    })
                                }
                            }
                        } else {
                            __pointers_side.rusts();
                            mem[side2
                                .index(
                                    (-(pointers::__private::ReadValue(
                                        if !view1.__pointers_reads() {
                                            (match (match mem.__pointers_at(i) {
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
                                    ))),
                                )] <<= __pointers_side.right(&its_value, next());
                        };
                    };
                    {
                        #[allow(unreachable_code)]
                        let side3 = if true {
                            pointers::__private::side()
                        } else {
                            pointers::__private::never();
                            pointers::__private::side_of(
                                mem.__pointers_lent().__pointers_p_at(0),
                            )
                        };
                        #[allow(unreachable_code)]
                        if side3.is_ours() {
                            side3.ours();
                            (match (f()) {
                                __pointers_operand => {
                                    (if !view1.__pointers_steps() {
                                        (match side3
                                            .place(mem.__pointers_lent().__pointers_place_at(0))
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
                                                (match pointers::__private::Placed(place)
                                                    .__pointers_commit()
                                                {
                                                    pointers::__private::Ok(value) => value,
                                                    pointers::__private::Err(error) => {
                                                        break '__pointers0 error.__pointers_leave();
                                                    }
                                                })
                                            }
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error.__pointers_leave();
                                            }
                                        })
                                    } else {
                                        match view1.__pointers_index(0) {
                                            its_index => {
                                                let mut place = match view1
                                                    .__pointers_place(
                                                        &its_index,
                                                        |its_index| match () {
                                                            #[allow(unreachable_code)]
                                                            () => {
                                                                pointers::__private::never();
                                                                side3
                                                                    .place(mem.__pointers_lent().__pointers_place_at(its_index))
                                                            }
                                                        },
                                                    )
                                                {
                                                    pointers::__private::Some(place) => place,
                                                    pointers::__private::None => {
                                                        (match view1.__pointers_place_late(&its_index) {
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
                                                };
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
                                                match view1.__pointers_commit(&its_index, place) {
                                                    pointers::__private::Ok(()) => {}
                                                    pointers::__private::Err(place) => {
                                                        (match view1.__pointers_commit_late(&its_index, place) {
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
                            })
                        } else {
                            side3.rusts();
                            {
                                #[allow(unreachable_code)]
                                let __pointers_step = if true {
                                    pointers::__private::side()
                                } else {
                                    pointers::__private::never();
                                    let __pointers_sides = pointers::__private::Sides::alone(
                                        &raw const mem[side3.index(0)],
                                    );
                                    __pointers_sides.__pointers_add()
                                };
                                let failure = __pointers_step.failure();
                                mem[side3.index(0)]
                                    += __pointers_step.operand(f(), &failure);
                                (match failure.outcome() {
                                    pointers::__private::Ok(value) => value,
                                    pointers::__private::Err(error) => {
                                        break '__pointers0 error.__pointers_leave();
                                    }
                                })
                            };
                        };
                    };
                }
                let own = (match pointers::__private::Raised(malloc(8 * n))
                    .__pointers_raise()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                let view4 = pointers::__private::Probe(&own).__pointers_view();
                for i in 0..n {
                    'a: loop {
                        match f() {
                            operand => {
                                (if !view4.__pointers_writes() {
                                    (match (pointers::__private::Inferred {
                                        handle: (match own.__pointers_at(i) {
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
                                        value: operand,
                                    })
                                        .__pointers_move()
                                    {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error.__pointers_leave();
                                        }
                                    })
                                } else {
                                    match view4.__pointers_index(i) {
                                        its_index => {
                                            match (pointers::__private::Store {
                                                view: &view4,
                                                value: operand,
                                            })
                                                .__pointers_set(&its_index)
                                            {
                                                pointers::__private::Ok(()) => {}
                                                pointers::__private::Err(operand) => {
                                                    (match view4.__pointers_reach(&its_index) {
                                                        pointers::__private::Ok(value) => value,
                                                        pointers::__private::Err(error) => {
                                                            break '__pointers0 error.__pointers_leave();
                                                        }
                                                    });
                                                    (match (pointers::__private::Store {
                                                        view: &view4,
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
                        };
                        break 'a;
                    }
                }
                for row in rows {
                    let p = row.first;
                    {
                        #[allow(unreachable_code)]
                        let side5 = if true {
                            pointers::__private::side()
                        } else {
                            pointers::__private::never();
                            pointers::__private::side_of(
                                p.__pointers_lent().__pointers_at(0),
                            )
                        };
                        #[allow(unreachable_code)]
                        let (__pointers_side, its_value) = if true {
                            pointers::__private::side()
                        } else {
                            pointers::__private::never();
                            let __pointers_sides = pointers::__private::Sides::of(
                                &raw const p[side5.index(0)],
                                0_i32,
                            );
                            __pointers_sides.__pointers_shl()
                        };
                        #[allow(unreachable_code)]
                        if __pointers_side.is_ours() {
                            __pointers_side.ours();
                            match its_value.typed(1) {
                                operand => {
                                    (match __pointers_side
                                        .handle(
                                            &(match p.__pointers_lent().__pointers_at(0) {
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
                            p[side5.index(0)] <<= __pointers_side.right(&its_value, 1);
                        };
                    };
                    moved = (-(pointers::__private::ReadValue(
                        match (match moved.__pointers_at(0) {
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
                    let f = || {
                        (-(pointers::__private::ReadValue(
                            match own.__pointers_p_tilded(1) {
                                outcome => {
                                    let value;
                                    match outcome {
                                        pointers::__private::Ok(read) => value = read,
                                        pointers::__private::Err(error) => {
                                            return error
                                                .__pointers_named("own", "own[1]")
                                                .__pointers_leave();
                                        }
                                    }
                                    value
                                }
                            },
                        )))
                    };
                }
                {
                    let mut grown: MallocPointer<u64> = (match pointers::__private::Raised(
                            malloc(8),
                        )
                        .__pointers_raise()
                    {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error.__pointers_leave();
                        }
                    });
                    let mut view6 = pointers::__private::Probe(&grown).__pointers_view();
                    loop {
                        match view6.__pointers_value(1) {
                            operand => {
                                (if !view6.__pointers_writes() {
                                    (match grown.__pointers_p_element_move(i, operand) {
                                        pointers::__private::Ok(value) => value,
                                        pointers::__private::Err(error) => {
                                            break '__pointers0 error
                                                .__pointers_named("grown", "grown[i]")
                                                .__pointers_leave();
                                        }
                                    })
                                } else {
                                    match view6.__pointers_index(i) {
                                        its_index => {
                                            match (pointers::__private::Store {
                                                view: &view6,
                                                value: operand,
                                            })
                                                .__pointers_set(&its_index)
                                            {
                                                pointers::__private::Ok(()) => {}
                                                pointers::__private::Err(operand) => {
                                                    (match view6.__pointers_reach(&its_index) {
                                                        pointers::__private::Ok(value) => value,
                                                        pointers::__private::Err(error) => {
                                                            break '__pointers0 error
                                                                .__pointers_named("grown", "grown[i]")
                                                                .__pointers_leave();
                                                        }
                                                    });
                                                    (match (pointers::__private::Store {
                                                        view: &view6,
                                                        value: operand,
                                                    })
                                                        .__pointers_set_late(&its_index)
                                                    {
                                                        pointers::__private::Ok(value) => value,
                                                        pointers::__private::Err(error) => {
                                                            break '__pointers0 error
                                                                .__pointers_named("grown", "grown[i]")
                                                                .__pointers_leave();
                                                        }
                                                    })
                                                }
                                            }
                                        }
                                    }
                                })
                            }
                        };
                        {
                            let operand_of = pointers::__private::OperandOf::place(
                                &raw const grown,
                            );
                            let renewed = (match pointers::__private::Raised(
                                    realloc(grown, 8 * i),
                                )
                                .__pointers_raise()
                            {
                                pointers::__private::Ok(value) => value,
                                pointers::__private::Err(error) => {
                                    break '__pointers0 error.__pointers_leave();
                                }
                            });
                            #[allow(unused_assignments)]
                            if let pointers::__private::Some(handle) = operand_of
                                .__pointers_renewed(&renewed)
                            {
                                grown = handle;
                                view6 = pointers::__private::Probe(&grown)
                                    .__pointers_view();
                            }
                            renewed
                        };
                    }
                }
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
