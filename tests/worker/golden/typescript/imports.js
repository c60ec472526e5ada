                                
                                   
                                   
import {        } from './empty.js';
import {              real,         } from './empty.js';
                                
                            
                                     
export {         value };
const value = 1;
value
