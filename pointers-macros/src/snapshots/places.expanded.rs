fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                (match p.__pointers_assign(v) {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                {
                    let operand = v;
                    (match p.__pointers_place() {
                        pointers::__private::Ok(mut place) => {
                            (*place) += operand;
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
                };
                {
                    let operand = v;
                    (match p.__pointers_place() {
                        pointers::__private::Ok(mut place) => {
                            (*place).x = operand;
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
                };
                {
                    let operand = v;
                    let index1 = i;
                    (match p.__pointers_place() {
                        pointers::__private::Ok(mut place) => {
                            (*place)[index1].y -= operand;
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
                };
                {
                    let operand = v;
                    (match p.__pointers_place_at(1) {
                        pointers::__private::Ok(mut place) => {
                            *place += operand;
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
                };
                swap(
                    &mut (*(match a.__pointers_borrow_mut() {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error.__pointers_leave();
                        }
                    })),
                    &mut (*(match b.__pointers_borrow_mut() {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error.__pointers_leave();
                        }
                    }))
                        .c,
                );
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
