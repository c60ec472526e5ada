try {
  undefined.deep
} catch (error) {
  console.log(error.message)
  throw error
}
