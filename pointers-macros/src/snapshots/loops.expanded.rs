fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let view1 = pointers::__private::Probe(&mem).__pointers_view();
                while i < n {
                    {
                        let operand_of = pointers::__private::OperandOf::place(
                            &raw const total,
                        );
                        let failure = operand_of.__pointers_failure();
                        total
                            += operand_of
                                .__pointers_operand(
                                    (if !view1.__pointers_reads() {
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
                                    }),
                                    &failure,
                                );
                        (match failure.outcome() {
                            pointers::__private::Ok(value) => value,
                            pointers::__private::Err(error) => {
                                break '__pointers0 error.__pointers_leave();
                            }
                        })
                    };
                    match view1.__pointers_value(next()) {
                        operand => {
                            (match (if !view1.__pointers_reads() {
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
                            }) {
                                its_index => {
                                    if !view1.__pointers_writes() {
                                        (match (match mem.__pointers_at_move(its_index) {
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
                    };
                    {
                        let operand = f();
                        (if !view1.__pointers_steps() {
                            (match mem.__pointers_place_at(0) {
                                pointers::__private::Ok(mut place) => {
                                    {
                                        let operand_of = pointers::__private::OperandOf::place(
                                            &raw const (*place),
                                        );
                                        let failure = operand_of.__pointers_failure();
                                        (*place)
                                            += operand_of.__pointers_operand(operand, &failure);
                                        (match failure.outcome() {
                                            pointers::__private::Ok(value) => value,
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error.__pointers_leave();
                                            }
                                        })
                                    };
                                    (match place.__pointers_commit() {
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
                                            |its_index| mem.__pointers_place_at(its_index),
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
                                        let operand_of = pointers::__private::OperandOf::place(
                                            &raw const (*place),
                                        );
                                        let failure = operand_of.__pointers_failure();
                                        (*place)
                                            += operand_of.__pointers_operand(operand, &failure);
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
                let view2 = pointers::__private::Probe(&own).__pointers_view();
                for i in 0..n {
                    'a: loop {
                        match (if !view2.__pointers_writes() {
                            pointers::__private::Ok(
                                (match own.__pointers_at(i) {
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
                        } else {
                            match view2.__pointers_index(i) {
                                its_index => {
                                    if !view2.__pointers_holds(&its_index) {
                                        (match view2.__pointers_reach(&its_index) {
                                            pointers::__private::Ok(value) => value,
                                            pointers::__private::Err(error) => {
                                                break '__pointers0 error.__pointers_leave();
                                            }
                                        })
                                    }
                                    pointers::__private::Err(its_index)
                                }
                            }
                        }) {
                            its_reach => {
                                match f() {
                                    operand => {
                                        match its_reach {
                                            pointers::__private::Ok(its_element) => {
                                                (match (pointers::__private::Inferred {
                                                    handle: its_element,
                                                    value: operand,
                                                })
                                                    .__pointers_move()
                                                {
                                                    pointers::__private::Ok(value) => value,
                                                    pointers::__private::Err(error) => {
                                                        break '__pointers0 error.__pointers_leave();
                                                    }
                                                })
                                            }
                                            pointers::__private::Err(its_index) => {
                                                match (pointers::__private::Store {
                                                    view: &view2,
                                                    value: operand,
                                                })
                                                    .__pointers_set(&its_index)
                                                {
                                                    pointers::__private::Ok(()) => {}
                                                    pointers::__private::Err(operand) => {
                                                        (match (pointers::__private::Store {
                                                            view: &view2,
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
                            }
                        };
                        break 'a;
                    }
                }
                for row in rows {
                    let p = row.first;
                    match 1 {
                        operand => {
                            (match (match p.__pointers_at_move(0) {
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
                                .__pointers_move(operand)
                            {
                                pointers::__private::Ok(value) => value,
                                pointers::__private::Err(error) => {
                                    break '__pointers0 error.__pointers_leave();
                                }
                            })
                        }
                    };
                    moved = (match (match moved.__pointers_at(0) {
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
                    });
                    let f = || {
                        (match (match own.__pointers_at(1) {
                            outcome => {
                                let value;
                                match outcome {
                                    pointers::__private::Ok(read) => value = read,
                                    pointers::__private::Err(error) => {
                                        return error.__pointers_leave();
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
                                        return error.__pointers_leave();
                                    }
                                }
                                value
                            }
                        })
                    };
                }
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
