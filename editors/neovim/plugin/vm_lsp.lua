if vim.g.loaded_vm_lsp then
  return
end
vim.g.loaded_vm_lsp = true

if vim.fn.has("nvim-0.10") == 0 then
  vim.notify("vm-lsp: Neovim 0.10 or later is needed.", vim.log.levels.ERROR)
  return
end

require("vm_lsp.commands").define()
require("vm_lsp.keys").define()
require("vm_lsp.highlights").define()
require("vm_lsp.attach").watch()
