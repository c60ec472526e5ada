throw Error('without new')
