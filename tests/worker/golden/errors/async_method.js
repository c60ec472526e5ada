class Repo {
  async find(id) { return (await this.db.get(id)).row }
}
await new Repo().find(1)
