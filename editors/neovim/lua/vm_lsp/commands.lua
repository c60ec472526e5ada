--- The user commands. They exist in every buffer; where no server serves one, they say why and what to do.

local M = {}

---@param name string
---@param action fun(call: vim.api.keyset.create_user_command.command_args)
---@param description string
---@param options? vim.api.keyset.user_command
local function command(name, action, description, options)
  vim.api.nvim_create_user_command(
    name,
    action,
    vim.tbl_extend("force", { desc = "VM: " .. description, bar = true }, options or {})
  )
end

---@return integer
local function here()
  return vim.api.nvim_get_current_buf()
end

local function define_runs()
  command("VmRun", function(call)
    local run = require("vm_lsp.run")
    if call.range == 0 then
      run.statement()
    else
      run.lines(call.line1, call.line2)
    end
  end, "Run the statement at the cursor, or lines", { range = true })
  command("VmRunFile", function()
    require("vm_lsp.run").file()
  end, "Run the file")
end

local function define_control()
  command("VmStop", function()
    require("vm_lsp.control").stop(here())
  end, "Stop what runs")
  command("VmRestart", function()
    require("vm_lsp.control").restart(here())
  end, "Restart the session")
  command("VmClear", function(call)
    require("vm_lsp.control").clear(here(), call.bang)
  end, "Clear the results of this buffer, with ! of all", { bang = true })
  command("VmTrust", function()
    require("vm_lsp.trust").ask(here())
  end, "Decide about trusting the workspace")
end

---@param words string
local function open_history(words)
  local client = require("vm_lsp.client")
  if client.any(here()) then
    return require("vm_lsp.history").open(words)
  end
  client.when_attached(here(), function()
    require("vm_lsp.history").open(words)
  end)
end

local function define_results()
  command("VmValue", function()
    require("vm_lsp.value").at_cursor(here())
  end, "Show the whole value at the cursor")
  command("VmInsert", function()
    require("vm_lsp.insert").at_cursor(here())
  end, "Insert the value at the cursor as a comment")
  command("VmFrames", function()
    require("vm_lsp.quickfix").open()
  end, "List the frames of the last exception")
  command("VmHistory", function(call)
    open_history(call.args)
  end, "Browse and search the history", { nargs = "*", bar = false })
end

--- Define all of them.
function M.define()
  define_runs()
  define_control()
  define_results()
end

return M
