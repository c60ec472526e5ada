--- The colours of values as virtual text, linked to those every colour scheme has.

local M = {}

M.LINKS = {
  VmValue = "DiagnosticVirtualTextHint",
  VmStale = "NonText",
  VmConsole = "DiagnosticVirtualTextInfo",
  VmWarn = "DiagnosticVirtualTextWarn",
  VmError = "DiagnosticVirtualTextError",
  VmStopped = "DiagnosticVirtualTextWarn",
}

local function link()
  for name, target in pairs(M.LINKS) do
    vim.api.nvim_set_hl(0, name, { link = target, default = true })
  end
end

--- Define the groups, also after a colour scheme has cleared them; a person's own definition stays.
function M.define()
  link()
  vim.api.nvim_create_autocmd("ColorScheme", {
    group = vim.api.nvim_create_augroup("vm_lsp.highlights", {}),
    callback = link,
  })
end

return M
