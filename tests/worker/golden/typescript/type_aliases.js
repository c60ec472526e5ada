                          
                                                                            
                   
                                      
const id     = 'a'
id
