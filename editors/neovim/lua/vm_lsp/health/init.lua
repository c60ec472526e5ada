--- `:checkhealth vm_lsp`: the usual mistakes, each with what to do about it.

local M = {}

local health = vim.health

---@return boolean whether the rest can be looked at
local function check_neovim()
  health.start("Neovim")
  local version = tostring(vim.version())
  if vim.fn.has("nvim-0.10") == 0 then
    local advice = "Install Neovim 0.10 or later: the plugin needs its inlay hints."
    health.error(("Neovim %s is too old"):format(version), advice)
    return false
  end
  health.ok("Neovim " .. version)
  return true
end

--- Look at everything a person can get wrong; takes some seconds, in which the server tries its engine.
function M.check()
  if not check_neovim() then
    return
  end
  require("vm_lsp.health.server").check()
  require("vm_lsp.health.buffers").check()
  require("vm_lsp.health.looks").check()
  require("vm_lsp.health.history").check()
end

return M
