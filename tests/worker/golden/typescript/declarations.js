                           
                        
                                          
                                   
                        
                                              
                                                   
                                       
                               
;                                                                                            
[typeof gone, typeof also, typeof nowhere, typeof Missing, typeof N, typeof Types]
