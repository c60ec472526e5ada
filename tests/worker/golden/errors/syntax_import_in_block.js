if (true) { import a from 'a' }
