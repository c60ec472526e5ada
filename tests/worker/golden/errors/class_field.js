class Account {
  owner = 'Ada'
  limit = this.bank.limit
}
const account = new Account()
