                                         
                                                                                                                                                                        
const p        = { x: 1 };
p.x
