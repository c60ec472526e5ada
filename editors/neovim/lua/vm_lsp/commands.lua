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
  command("VmRestore", function(call)
    require("vm_lsp.control").restore(here(), call.bang)
  end, "Restore the session by running again what it ran, with ! in place of today's", { bang = true })
  command("VmClear", function(call)
    require("vm_lsp.control").clear(here(), call.bang)
  end, "Clear the results of this buffer, with ! of all", { bang = true })
  command("VmTrust", function()
    require("vm_lsp.trust").ask(here())
  end, "Decide about trusting the workspace")
end

--- Do something with the history: any server will do, and one is started where there is none.
---@param act fun()
local function with_history(act)
  local client = require("vm_lsp.client")
  if client.any(here()) then
    return act()
  end
  client.when_attached(here(), act)
end

---@param lead string
---@param line string
---@param cursor integer
---@return string[]
local function complete_search(lead, line, cursor)
  local search = line:sub(1, cursor):match("Vm%a*!?%s+(.*)$") or ""
  return require("vm_lsp.history.grammar").words(lead, search)
end

---@param lead string
---@param line string
---@param cursor integer
---@return string[]
local function complete_export(lead, line, cursor)
  local words = line:sub(1, cursor):match("Vm%a*%s+(.*)$") or ""
  local formats = require("vm_lsp.history.exporting").FORMATS
  if words ~= lead then
    return require("vm_lsp.history.grammar").words(lead, words)
  end
  return vim.tbl_filter(function(format)
    return vim.startswith(format, lead)
  end, formats)
end

local function define_history()
  local searching = { nargs = "*", bar = false, complete = complete_search }
  command("VmHistory", function(call)
    with_history(function()
      require("vm_lsp.history").open({ search = call.args })
    end)
  end, "Browse and search the history", searching)
  command("VmPast", function(call)
    local past = require("vm_lsp.history.past")
    if call.range == 0 then
      past.statement()
    else
      past.lines(call.line1, call.line2)
    end
  end, "Browse the history of the statement at the cursor, or of lines", { range = true })
  command("VmExport", function(call)
    with_history(function()
      require("vm_lsp.history.exporting").command(vim.trim(call.args), here())
    end)
  end, "Export the session, or what a search finds", { nargs = "*", bar = false, complete = complete_export })
  command("VmForget", function(call)
    with_history(function()
      require("vm_lsp.history.keeping").forget(vim.trim(call.args), call.bang)
    end)
  end, "Delete what a search finds, with ! the whole history", vim.tbl_extend("force", searching, { bang = true }))
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
end

--- Define all of them.
function M.define()
  define_runs()
  define_control()
  define_results()
  define_history()
end

return M
