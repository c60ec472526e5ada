--- `:VmHistory`: the runs of all sessions, searched and opened in the picker a person has.

local config = require("vm_lsp.config")
local notify = require("vm_lsp.notify")

local M = {}

---@type table<string, string> the modules behind the option `picker`
local PICKERS = {
  select = "vm_lsp.history.select",
  telescope = "vm_lsp.history.telescope",
  ["fzf-lua"] = "vm_lsp.history.fzf_lua",
}
local PREFERRED = { "telescope", "fzf-lua" }

--- Return what the history opens in: what was asked for where it is installed, else the first that is.
---@return string picker
---@return string? missing what was asked for and is not installed
function M.picker()
  local wanted = config.get().picker
  for _, name in ipairs(wanted == "auto" and PREFERRED or { wanted }) do
    if name == "select" or require(PICKERS[name]).installed() then
      return name
    end
  end
  return "select", wanted ~= "auto" and wanted or nil
end

--- Browse the history, newest run first.
---@param query vm_lsp.history.Query
function M.open(query)
  local picker, missing = M.picker()
  if missing then
    notify.warn(("`picker` is %q, which is not installed: this is `vim.ui.select`."):format(missing))
  end
  local search = vim.trim(query.search or "")
  query.search = search ~= "" and search or nil
  require(PICKERS[picker]).open(query)
end

return M
