const	a	:	number	=	1;
	interface	T	{	}
	a
